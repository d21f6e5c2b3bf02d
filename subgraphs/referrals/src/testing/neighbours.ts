import { Unavailable } from '@lianyi/shared/errors/domain-error';
import type { AskSubgraph, SubgraphName } from '@lianyi/shared/ports/ask-subgraph';

/** What patients and results know of a patient for an advice, and how often they were asked. */
export interface Advised {
  patient: object | null;
  values: readonly { readonly code: string; readonly unit: string | null }[];
  asked: SubgraphName[];
}

/** A woman of sixty-six of whom nothing is recorded. */
export const advisedWoman = {
  gender: 'FEMALE',
  birthDate: '1960-01-01',
  conditions: { nodes: [], pageInfo: { hasNextPage: false } },
};

/** What a test's other parts know. */
export interface Neighbours {
  readonly ask: AskSubgraph;
  /** Parts that cannot be asked. */
  readonly down: Set<SubgraphName>;
  readonly advised: Advised;
}

const members = [
  ...['county-hospital', 'people-hospital', 'township-dongpu', 'township-xiling'],
  'village-dongpu-1',
];
const outsiders = ['city-hospital', 'province-hospital'];

/** Of patient-1, but for the last. */
const reports = [
  { id: 'lab-1', kind: 'LAB', patientId: 'patient-1' },
  { id: 'exam-1', kind: 'EXAM', patientId: 'patient-1' },
  { id: 'lab-2', kind: 'LAB', patientId: 'patient-2' },
];
export const knownDrug = 'XC08CAA117A001010190001';

/** Whose name would be markup, were it written as it is. */
export const person = {
  name: '<b>赵&平</b>',
  ...{ gender: 'FEMALE', age: 66, phone: '199****0001' },
  address: '云溪县东浦镇',
};
const allergies = [{ substance: { display: '青霉素' } }];

/** Who has a family doctor. */
export const contracted = new Set<string>();

/** Whom each team has signed. */
export const signedBy = new Map<string, readonly string[]>();

interface Variables {
  readonly ids?: readonly string[];
  readonly patientIds?: readonly string[];
  readonly teamId?: string;
  readonly items?: readonly { readonly code: string; readonly unit: string | null }[];
  readonly representations?: readonly { readonly id?: string; readonly code?: string }[];
}

/** One tight community, two hospitals outside of it, some reports and a drug. */
export function createNeighbours(): Neighbours {
  const down = new Set<SubgraphName>();
  const advised: Advised = { patient: advisedWoman, values: [], asked: [] };
  const answers: Partial<Record<SubgraphName, (variables: Variables, query: string) => object>> = {
    // Grants come with the request: who has none has no basis.
    patients: ({ patientIds = [], representations = [], teamId = '' }, query) => ({
      teamResidents: signedBy.get(teamId) ?? [],
      patientCare: patientIds.map((id) => ({
        contractedWith: contracted.has(id) ? 'township-dongpu' : null,
      })),
      accessDecisions: patientIds.map((patientId) => ({ patientId, grant: null })),
      _entities: representations.map(() =>
        query.includes('AdvisedPatient')
          ? advised.patient
          : { ...person, ...(query.includes('allergies') ? { allergies } : {}) },
      ),
    }),
    personnel: ({ representations = [] }) => ({
      _entities: representations.map(({ id = '' }) => positionOf(id)),
      consortia: [
        {
          integration: 'TIGHT',
          lead: { id: 'county-hospital' },
          members: members.map((id) => ({ id })),
        },
      ],
    }),
    results: ({ ids = [], items = [] }) => ({
      reportSubjects: reports.filter(({ id }) => ids.includes(id)),
      latestValues: advised.values.filter(({ code, unit }) =>
        items.some((item) => item.code === code && item.unit === unit),
      ),
    }),
    pharmacy: ({ representations = [] }) => ({
      _entities: representations.map(({ code }) =>
        code === knownDrug ? { code, name: '氨氯地平片' } : null,
      ),
    }),
  };
  const ask = async (
    name: SubgraphName,
    { query, variables }: { query: string; variables: Variables },
  ) => {
    const answer = answers[name];
    if (query.includes('Advised')) advised.asked.push(name);
    if (!answer || down.has(name)) throw new Unavailable(name);
    return answer(variables, query);
  };
  // A part answers what it is asked: the tests ask nothing else.
  return { ask: ask as AskSubgraph, down, advised };
}

function positionOf(id: string) {
  const consortia = members.includes(id) ? [{ id: 'consortium-1', integration: 'TIGHT' }] : [];
  return consortia.length > 0 || outsiders.includes(id)
    ? { id, name: `机构${id}`, regionCode: '341799', consortia }
    : null;
}
