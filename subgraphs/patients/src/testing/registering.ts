import { clinician, type PatientsHarness } from './patients.harness';

/** What a registration answered. */
export interface Match {
  readonly outcome: string;
  readonly patient: { readonly id: string };
  readonly candidates: readonly {
    readonly score: number;
    readonly other: { readonly id: string };
    readonly evidence: readonly { field: string; level: string; weight: number }[];
  }[];
}

const mutation = `mutation ($identifiers: [IdentifierInput!]!, $demographics: DemographicsInput!, $sourceKey: String) {
  match: registerPatient(identifiers: $identifiers, demographics: $demographics, sourceKey: $sourceKey) {
    outcome patient { id } candidates { score other { id } evidence { field level weight } }
  }
}`;

/** Who is registered, but for what a test says of her. */
export const person = {
  name: '张建国',
  ...{ gender: 'MALE', birthDate: '1985-07-03', phone: '13800001234' },
  address: '云溪县东浦镇河湾村3组12号',
};
export const resident = (value: string) => ({ system: 'RESIDENT_ID', value });
export const card = (value: string) => ({ system: 'HEALTH_CARD', value });
/** Two numbers of one day of birth and one office, as twins have them. */
export const twinIds = ['341322198507031018', '341322198507031034'] as const;

/** Registers as a clinician of the county hospital. Throws where it is refused. */
export async function registerPerson(
  harness: PatientsHarness,
  demographics: object,
  identifiers: readonly object[] = [],
  sourceKey: string | null = null,
): Promise<Match> {
  const variables = { identifiers, demographics: { ...person, ...demographics }, sourceKey };
  const { data, errors } = await harness.run(clinician, mutation, variables);
  if (errors) throw new Error(errors[0]?.message);
  return data?.match as Match;
}

/** What is said of who is registered. */
export type RegisterArguments =
  Parameters<typeof registerPerson> extends [unknown, ...infer Rest] ? Rest : never;
