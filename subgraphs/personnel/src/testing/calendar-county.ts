import { OutboxEvent } from '@lianyi/shared/events/event.entity';
import type { SubgraphHarness } from '@lianyi/shared/testing/subgraph-harness';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import { InstitutionTier } from '../institution/institution.entity';
import { anInstitution } from './personnel.factory';
import { anAttending, postingCounty } from './posting-county';

const village = InstitutionTier.VILLAGE_CLINIC;

/** The county of postings with a village under one township, and so many people of two employers. */
export const calendarCounty = (people: number) => [
  ...postingCounty(),
  anInstitution({
    id: 'village-1',
    name: '东浦村卫生室',
    tier: village,
    parentId: 'township-dongpu',
  }),
  ...Array.from({ length: people }, (_, index) => anAttending(`person-${index}`)),
  anAttending('of-dongpu', 'township-dongpu'),
  anAttending('of-city', 'city-hospital'),
];

export const lead = aViewer('PERSONNEL_MANAGER');
export const managerOf = (institutionId: string) => aViewer('PERSONNEL_MANAGER', institutionId);

const fields =
  'id kind recurrence firstDay lastDay startsAt endsAt cancelledAt practitioner { id } institution { id }';

/** A clinic each second Tuesday at one township, of 9 June 2026 and after. */
const aClinic = {
  kind: 'CIRCUIT_CLINIC',
  ...{ toInstitutionId: 'township-dongpu', recurrence: 'MONTHLY' },
  ...{ firstDay: '2026-06-09', lastDay: '2026-12-31', startsAt: '08:30', endsAt: '11:30' },
};

/** What was told in which an id stands, in its order. */
export async function eventsOf({ database }: SubgraphHarness, id: string) {
  const told = await database.read.find(OutboxEvent, { order: { sequence: 'ASC' } });
  return told.filter(({ payload }) => Object.values(payload).includes(id));
}

/** Writes calendar entries as a client does. */
export const calendarDesk = (harnessOf: () => SubgraphHarness) => {
  const asked = async (query: string, variables: Record<string, unknown>, viewer = lead) => {
    const { data, errors } = await harnessOf().run(viewer, query, variables);
    const { code, field } = errors?.[0]?.extensions ?? {};
    return { made: data?.made as Record<string, unknown> | undefined, code, field };
  };
  return {
    asked,
    plan: (overrides: object, viewer = lead) =>
      asked(
        `mutation ($input: CalendarEntryInput!) { made: planCalendarEntry(input: $input) { ${fields} } }`,
        { input: { ...aClinic, ...overrides } },
        viewer,
      ),
    change: (id: unknown, overrides: object, viewer = lead) =>
      asked(
        `mutation ($id: ID!, $input: CalendarEntryInput!) { made: changeCalendarEntry(id: $id, input: $input) { ${fields} } }`,
        { id, input: { ...aClinic, ...overrides } },
        viewer,
      ),
    cancel: (id: unknown, from: string | null = null, viewer = lead) =>
      asked(
        `mutation ($id: ID!, $from: Date) { made: cancelCalendarEntry(id: $id, from: $from) { ${fields} } }`,
        { id, from },
        viewer,
      ),
  };
};
