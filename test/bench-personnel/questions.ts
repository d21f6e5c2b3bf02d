import { calendarPath } from '@lianyi/personnel/calendar-address/calendar-address.service';
import type { Viewer } from '@lianyi/shared/auth/viewer';
import type { InstallationKeys } from '@lianyi/shared/crypto/key-ring';
import { type CountyFrame, leadId } from './county-frame';
import { today } from './county-log';
import { addressOf } from './county-plans';

export interface Question {
  readonly name: string;
  readonly viewer: Viewer;
  readonly query: string;
  readonly variables?: Record<string, unknown>;
}

const manager: Viewer = {
  subject: 'manager@lead',
  name: 'A manager of the bench',
  ...{ institutionId: leadId, roles: ['PERSONNEL_MANAGER'], scopes: [] },
};
const gateway: Viewer = { ...manager, roles: [], service: 'gateway' };

const person = 'id name titleLevel employer { id name }';
const posting = `kind start end daysPresent longEnough practitioner { ${person} } from { name } to { name }`;
const visit = `kind startedAt count practitioner { ${person} } host { name } confirmedBy { name }`;
const entry = `kind firstDay startsAt practitioner { ${person} } institution { name }`;
const training = `kind start end trainee { ${person} } mentor { ${person} } host { name } handbook { on score assessedBy { name } } assessments { month score assessedBy { name } }`;

/**
 * What the lead hospital's manager asks: lists by pages, the rest for the whole community. Where the
 * people of a page are posted to is not asked for: it may lie off the page, or all on it.
 */
const ofManager: Readonly<Record<string, string>> = {
  'institutions, 100': `institutions(first: 100) { nodes { id name tier parent { name } consortia { name } practitioners(first: 20) { nodes { ${person} postings { kind start end daysPresent longEnough } } } } }`,
  'practitioners, 100': `institution(id: "${leadId}") { practitioners(first: 100) { nodes { ${person} postings { ${posting} } } } }`,
  consortia: 'consortia { name lead { name } members { name parent { name } } }',
  postingCoverage: `postingCoverage { institution { name } covered uncoveredDaysThisYear gaps { start end } postings { ${posting} } }`,
  'outreachVisits of a host, 100': `outreachVisits(hostId: "township-0", first: 100) { nodes { ${visit} } }`,
  'outreachVisits unconfirmed': `outreachVisits(hostId: "township-0", unconfirmed: true) { nodes { ${visit} } }`,
  'outreachVisits of a person': `outreachVisits(practitionerId: "township-0-0", month: "2026-05", first: 100) { nodes { ${visit} } }`,
  outreachStatements: `outreachStatements(month: "2026-05") { practitioner { ${person} } total unconfirmed lines { allowance transport visit { ${visit} } } }`,
  outreachStatementSheet: 'outreachStatementSheet(month: "2026-05")',
  guidanceCompliance:
    'guidanceCompliance(period: { start: "2025-06-01", end: "2026-05-31" }) { institution { name parent { name } } kind required done met shortfalls { start end required done } }',
  guidanceDue:
    'guidanceDue(by: "2026-06-30") { institution { name } kind dueBy required done doneOnceConfirmed }',
  whereabouts: `whereabouts { institution { name } postings { ${posting} } sessions { day entry { ${entry} } } }`,
  missingSessions: 'missingSessions { institution { name } kind start end leastMinutes }',
  'trainings, 100': `trainings(first: 100) { nodes { ${training} } }`,
};

/** Everything that is asked of a county. */
export function questionsFor(frame: CountyFrame, keys: InstallationKeys): Question[] {
  const token = new URL(calendarPath({ keys }, addressOf()), 'http://bench').searchParams.get(
    'token',
  );
  const people = frame.practitioners.filter(({ employerId }) => employerId === leadId);
  return [
    ...Object.entries(ofManager).map(([name, field]) => ({
      name,
      ...{ viewer: manager, query: `{ ${field} }` },
    })),
    {
      name: 'calendar text',
      ...{ viewer: gateway, variables: { id: leadId, token } },
      query:
        'query ($id: ID!, $token: String!) { calendarAtAddress(institutionId: $id, token: $token) }',
    },
    {
      name: 'mayPractice, 100',
      viewer: gateway,
      query: `query ($ids: [ID!]!) { mayPractice(practitionerIds: $ids, institutionId: "township-0", on: "${today}") { prescribe report sign } }`,
      variables: { ids: people.slice(0, 100).map(({ id }) => id) },
    },
    {
      name: 'teams of all villages',
      viewer: manager,
      query: `query ($r: [_Any!]!) { _entities(representations: $r) { ... on FamilyDoctorTeam { name institution { name } leader { name } members { ${person} } emptySeats } } }`,
      variables: {
        r: frame.villages.map(({ id }) => ({ __typename: 'FamilyDoctorTeam', id: `team-${id}` })),
      },
    },
  ];
}
