import type { RequestIdentity } from '@lianyi/shared/auth/viewer-header';
import { Unavailable } from '@lianyi/shared/errors/domain-error';
import type {
  AskSubgraph,
  SubgraphName,
  SubgraphQuestion,
} from '@lianyi/shared/ports/ask-subgraph';
import { practiceAnswer, type SaidOfPractice } from '@lianyi/shared/testing/practice-answer';
import { drugCode } from './pharmacy.factory';

/** What a test's other parts know. */
export interface Neighbours {
  readonly ask: AskSubgraph;
  /** Parts that cannot be asked. */
  readonly down: Set<SubgraphName>;
  /** What patient-1 does not bear; null: patients does not say. */
  allergies: string[] | null;
  contracted: boolean;
  /** What practitioners may do, where it is not everything. */
  readonly practice: Map<string, SaidOfPractice>;
  /** The grant patients signs, where it finds a basis besides those that come with a request. */
  grants: (identity: RequestIdentity, patientId: string) => Promise<string | null>;
}

const members = ['county-hospital', 'people-hospital', 'township-dongpu', 'village-dongpu-1'];
const outsiders = ['city-hospital'];
const leading = { integration: 'TIGHT', lead: { id: 'county-hospital' } };

interface Variables {
  readonly representations?: readonly { readonly id?: string }[];
  readonly patientIds?: readonly string[];
  readonly ids?: readonly string[];
  readonly id?: string;
}

type Question = SubgraphQuestion & { readonly variables: Variables };
type Answers = Partial<
  Record<SubgraphName, (variables: Variables, identity: RequestIdentity) => object>
>;

/** A plan that came down to the township with patient-1, and one of somebody else. */
const plans: Readonly<Record<string, object>> = {
  'slip-1': planFor('patient-1', 'township-dongpu'),
  'slip-2': planFor('patient-2', 'township-dongpu'),
  'slip-3': planFor('patient-1', 'people-hospital'),
};

function planFor(patientId: string, toInstitutionId: string) {
  const medications = [{ drugCode: drugCode(1), dosage: '每日一次', days: 14 }];
  return { patientId, toInstitutionId, medications };
}

/** One tight community and a hospital outside of it. */
export function createNeighbours(): Neighbours {
  const down = new Set<SubgraphName>();
  const known: Pick<Neighbours, 'allergies' | 'contracted' | 'grants' | 'practice'> = {
    allergies: [],
    ...{ contracted: true, practice: new Map() },
    // Grants come with the request: who has none has no basis.
    grants: async () => null,
  };
  const answers: Answers = {
    patients: async ({ patientIds = [], representations = [] }, identity) => ({
      accessDecisions: await Promise.all(
        patientIds.map(async (patientId) => ({
          patientId,
          grant: await known.grants(identity, patientId),
        })),
      ),
      patientCare: patientIds.map(() => ({
        contractedWith: known.contracted ? 'township-dongpu' : null,
      })),
      _entities: representations.map(() => ({
        allergies: known.allergies?.map((display) => ({
          substance: { system: 'local', code: 'x', display },
        })),
      })),
    }),
    referrals: ({ id = '' }) => ({ plan: plans[id] ?? null }),
    personnel: ({ ids = [], representations = [] }) => ({
      mayPractice: practiceAnswer(ids, known.practice),
      consortia: [{ ...leading, members: members.map((id) => ({ id })) }],
      _entities: representations.map(({ id = '' }) => positionOf(id)),
    }),
  };
  const ask = async (name: SubgraphName, { identity, variables }: Question) => {
    const answer = answers[name];
    if (!answer || down.has(name)) throw new Unavailable(name);
    return answer(variables, identity);
  };
  // A part answers what it is asked: the tests ask nothing else.
  return Object.assign(known, { ask: ask as AskSubgraph, down });
}

const community = {
  id: 'consortium-1',
  ...{ integration: 'TIGHT', lead: { id: 'county-hospital' } },
  members: members.map((id) => ({ id, tier: tierOf(id), parent: parentOf(id) })),
};

function positionOf(id: string) {
  const consortia = members.includes(id) ? [community] : [];
  return consortia.length > 0 || outsiders.includes(id)
    ? { id, regionCode: '341799', consortia, tier: tierOf(id) }
    : null;
}

function tierOf(id: string) {
  if (id.startsWith('village')) return 'VILLAGE_CLINIC';
  return id.startsWith('township') ? 'TOWNSHIP_HEALTH_CENTER' : 'COUNTY_HOSPITAL';
}

function parentOf(id: string) {
  return id.startsWith('village') ? { id: 'township-dongpu' } : null;
}
