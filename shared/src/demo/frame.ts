import { calendarOf } from './calendar';
import type {
  CountyFrame,
  DemoCategory,
  DemoPosting,
  DemoPractitioner,
  DemoTeam,
} from './county-types';
import { dayNumber, dayText } from './days';
import { clinicsOf, demoConsortia, demoInstitutions, townships } from './institutions';
import { at } from './random';
import { inventStaff } from './staff';

type StaffOf = CountyFrame['staffOf'];

/** Institutions, people, postings and teams of a county; nothing of its residents. */
export function createFrame(seed: number, today: string): CountyFrame {
  const practitioners = demoInstitutions.flatMap((institution, place) =>
    inventStaff(seed, institution, place),
  );
  const staff = new Map<string, DemoPractitioner[]>();
  for (const person of practitioners) {
    const key = `${person.employerId} ${person.category}`;
    staff.set(key, [...(staff.get(key) ?? []), person]);
  }
  const staffOf: StaffOf = (institutionId, category) =>
    staff.get(`${institutionId} ${category}`) ?? [];
  return {
    institutions: demoInstitutions,
    ...{ consortia: demoConsortia, practitioners, staffOf },
    postings: postingsOf(staffOf, today),
    calendar: calendarOf(staffOf, today),
    teams: [
      ...townships.flatMap(({ id, name }) => teamsOf(staffOf, id, name)),
      hospitalTeam(staffOf),
    ],
  };
}

/** One team for each village clinic: general practitioner, nurse, public health, village doctor, specialist. */
function teamsOf(staffOf: StaffOf, townshipId: string, township: string): DemoTeam[] {
  return clinicsOf(townshipId).map((clinic, index) => {
    const one = (institutionId: string, category: DemoCategory, place: number) =>
      at(staffOf(institutionId, category), place).id;
    const leaderId = one(townshipId, 'PHYSICIAN', index);
    return {
      id: `team-${townshipId.replace('township-', '')}-${index + 1}`,
      name: `${township}第${index === 0 ? '一' : '二'}家庭医生团队`,
      institutionId: townshipId,
      leaderId,
      memberIds: [
        ...[leaderId, one(townshipId, 'NURSE', index), one(townshipId, 'PUBLIC_HEALTH', 0)],
        ...[one(clinic.id, 'VILLAGE_DOCTOR', 0), one('county-hospital', 'PHYSICIAN', index * 3)],
      ],
    };
  });
}

/** The team of the lead hospital, for residents of the county town. */
function hospitalTeam(staffOf: StaffOf): DemoTeam {
  const institutionId = 'county-hospital';
  const one = (category: DemoCategory, place: number) =>
    at(staffOf(institutionId, category), place).id;
  const leaderId = one('PHYSICIAN', 2);
  return {
    id: 'team-county-1',
    ...{ name: '县中医院家庭医生团队', institutionId, leaderId },
    memberIds: [leaderId, one('PHYSICIAN', 4), one('NURSE', 1), one('PHARMACIST', 1)],
  };
}

interface Sent {
  readonly kind: DemoPosting['kind'];
  readonly from: string;
  readonly to: string;
  readonly category?: DemoCategory;
  /** Which of the institution's people of the category. */
  readonly person: number;
  /** Days before today. */
  readonly startedAgo: number;
  readonly plannedDays: number | null;
  readonly endedAgo?: number;
}

/** Every kind of posting; `township-shahe` stands uncovered since its last one ended. */
const sent: readonly Sent[] = [
  ...['dongpu', 'xiling', 'nanqiao', 'beiyuan'].map(
    (name, index): Sent => ({
      kind: 'TOWNSHIP_POSTING',
      ...{ from: 'county-hospital', to: `township-${name}` },
      ...{ person: 2 + index * 2, startedAgo: 150 - index * 23, plannedDays: 183 },
    }),
  ),
  ...[
    {
      ...({ kind: 'TOWNSHIP_POSTING', from: 'people-hospital', to: 'township-shahe' } as const),
      ...{ person: 4, startedAgo: 230, plannedDays: 183, endedAgo: 40 },
    },
    {
      ...({ kind: 'TEAM_ASSISTANCE', from: 'city-hospital', to: 'county-hospital' } as const),
      ...{ person: 0, startedAgo: 300, plannedDays: 365 },
    },
    {
      ...({ kind: 'TEAM_ASSISTANCE', from: 'city-hospital', to: 'county-hospital' } as const),
      ...({ category: 'NURSE', person: 0, startedAgo: 300, plannedDays: 365 } as const),
    },
    {
      ...({ kind: 'DEPUTY_HEAD', from: 'county-hospital', to: 'township-beiyuan' } as const),
      ...{ person: 9, startedAgo: 500, plannedDays: 730 },
    },
    {
      ...({ kind: 'COUNTY_MANAGED_TOWNSHIP_USED', from: 'county-hospital' } as const),
      ...{ to: 'township-xiling', person: 13, startedAgo: 420, plannedDays: null },
    },
    {
      ...({ kind: 'TOWNSHIP_HIRED_VILLAGE_USED', from: 'township-dongpu' } as const),
      ...{ to: 'village-dongpu-2', person: 1, startedAgo: 260, plannedDays: null },
    },
    {
      ...({ kind: 'MULTI_SITE', from: 'people-hospital', to: 'township-nanqiao' } as const),
      ...{ person: 7, startedAgo: 90, plannedDays: null },
    },
  ],
];

function postingsOf(staffOf: StaffOf, today: string): DemoPosting[] {
  const end = dayNumber(today);
  return sent.map((posting, index) => {
    const { kind, from, to, category = 'PHYSICIAN', startedAgo, plannedDays, endedAgo } = posting;
    const days = startedAgo - (endedAgo ?? 0);
    return {
      id: `posting-${index + 1}`,
      ...{ kind, fromInstitutionId: from, toInstitutionId: to },
      practitionerId: at(staffOf(from, category), posting.person).id,
      start: dayText(end - startedAgo),
      plannedEnd: plannedDays === null ? null : dayText(end - startedAgo + plannedDays),
      end: endedAgo === undefined ? null : dayText(end - endedAgo),
      // About one day in nine is leave or a course.
      daysPresent: Math.round((days * 8) / 9),
    };
  });
}
