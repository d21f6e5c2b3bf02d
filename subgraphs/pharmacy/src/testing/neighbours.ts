import { Unavailable } from '@lianyi/shared/errors/domain-error';
import type { AskSubgraph, SubgraphName } from '@lianyi/shared/ports/ask-subgraph';
import { drugCode } from './pharmacy.factory';

/** What a test's other parts know. */
export interface Neighbours {
  readonly ask: AskSubgraph;
  /** Parts that cannot be asked. */
  readonly down: Set<SubgraphName>;
  /** What patient-1 does not bear; null: patients does not say. */
  allergies: string[] | null;
  contracted: boolean;
}

const members = ['county-hospital', 'people-hospital', 'township-dongpu', 'village-dongpu-1'];
const outsiders = ['city-hospital'];
const leading = { integration: 'TIGHT', lead: { id: 'county-hospital' } };

interface Variables {
  readonly representations?: readonly { readonly id?: string }[];
  readonly patientIds?: readonly string[];
  readonly id?: string;
}

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
  const known: Pick<Neighbours, 'allergies' | 'contracted'> = { allergies: [], contracted: true };
  const answers: Partial<Record<SubgraphName, (variables: Variables) => object>> = {
    patients: ({ patientIds = [], representations = [] }) => ({
      // Grants come with the request: who has none has no basis.
      accessDecisions: patientIds.map((patientId) => ({ patientId, grant: null })),
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
    personnel: ({ representations = [] }) => ({
      consortia: [{ ...leading, members: members.map((id) => ({ id })) }],
      _entities: representations.map(({ id = '' }) => positionOf(id)),
    }),
  };
  const ask = async (name: SubgraphName, { variables }: { variables: Variables }) => {
    const answer = answers[name];
    if (!answer || down.has(name)) throw new Unavailable(name);
    return answer(variables);
  };
  // A part answers what it is asked: the tests ask nothing else.
  return Object.assign(known, { ask: ask as AskSubgraph, down });
}

function positionOf(id: string) {
  const consortia = members.includes(id) ? [{ id: 'consortium-1', integration: 'TIGHT' }] : [];
  return consortia.length > 0 || outsiders.includes(id)
    ? { id, regionCode: '341799', consortia, tier: tierOf(id) }
    : null;
}

const tierOf = (id: string) =>
  id.startsWith('township') ? 'TOWNSHIP_HEALTH_CENTER' : 'COUNTY_HOSPITAL';
