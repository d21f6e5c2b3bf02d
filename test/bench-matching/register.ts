import { createSubgraph } from '@lianyi/patients';
import { createLogger } from '@lianyi/shared/logging/logger';
import type { AskSubgraph } from '@lianyi/shared/ports/ask-subgraph';
import type { RunningSubgraph } from '@lianyi/shared/subgraph/subgraph';
import { aViewer, runAs, testKeys } from '@lianyi/shared/testing/test-subgraph';
import type { Sample } from './population';

/** What the product answered to one registration. */
export interface Registered {
  readonly sample: Sample;
  /** Null where it was refused. */
  readonly patientId: string | null;
  readonly outcome: 'CREATED' | 'MATCHED' | 'POSSIBLE_DUPLICATE' | 'REFUSED';
  /** The records on the other side of its open candidates. */
  readonly candidates: readonly string[];
}

/** The patients subgraph, in a folder of its own; whoever sends a sample is of the community. */
export const openRegistry = (
  dataDir: string,
  samples: readonly Sample[],
): Promise<RunningSubgraph> =>
  createSubgraph({
    location: { dataDir },
    ...{ keys: testKeys(), ask: countyOf(samples), logger: createLogger('bench', 'silent') },
  });

/** The one question that is asked here: who is a member, as the personnel subgraph answers it. */
function countyOf(samples: readonly Sample[]): AskSubgraph {
  const members = [...new Set(samples.map(({ institutionId }) => institutionId))];
  const consortium = {
    integration: 'TIGHT',
    lead: { id: 'county-hospital' },
    members: members.map((id) => ({ id })),
  };
  return async <Data>() => ({ consortia: [consortium] }) as Data;
}

const mutation = `mutation ($identifiers: [IdentifierInput!]!, $demographics: DemographicsInput!) {
  match: registerPatient(identifiers: $identifiers, demographics: $demographics) {
    outcome patient { id } candidates { patient { id } other { id } }
  }
}`;

interface Match {
  readonly outcome: Registered['outcome'];
  readonly patient: { readonly id: string };
  readonly candidates: readonly {
    readonly patient: { readonly id: string };
    readonly other: { readonly id: string };
  }[];
}

/** Registers as a clinician of the sample's institution does, through the product's own schema. */
export async function register(registry: RunningSubgraph, sample: Sample): Promise<Registered> {
  const { identifiers, demographics, institutionId } = sample;
  const viewer = aViewer('CLINICIAN', institutionId);
  const { data, errors } = await runAs(registry, viewer, mutation, { identifiers, demographics });
  const code = errors?.[0]?.extensions?.code;
  if (errors && code !== 'INVALID_INPUT')
    throw new Error(`a registration failed with ${String(code)}: ${errors[0]?.message}`);
  if (errors) return { sample, patientId: null, outcome: 'REFUSED', candidates: [] };
  const match = data?.match as Match | undefined;
  if (!match) throw new Error('a registration was not answered');
  const { outcome, patient, candidates } = match;
  const others = candidates.flatMap((one) => [one.patient.id, one.other.id]);
  return { sample, patientId: patient.id, outcome, candidates: others };
}
