import type { Access } from '@lianyi/shared/access/access';
import { hasRole } from '@lianyi/shared/auth/viewer';
import { DomainError } from '@lianyi/shared/errors/domain-error';
import { isUnavailable } from '@lianyi/shared/errors/is-unavailable';
import { onBehalf } from '@lianyi/shared/ports/ask-subgraph';
import type { ReferralsContext } from '../context';
import { isMeasured } from './condition';
import { type Facts, type Known, known, type LatestValue, unknown, valueKey } from './facts';
import { allConditions } from './guideline';
import type { GuidelineRule } from './guideline-rule';

type Asking = Pick<ReferralsContext, 'ask' | 'identity' | 'now' | 'viewer'>;

export interface Gathering {
  readonly patientId: string;
  readonly access: Access;
  /** Codes of the diagnoses she is referred with. */
  readonly diagnoses: readonly string[];
  readonly rules: readonly GuidelineRule[];
}

/** Facts of which the slip alone tells something; `why` says why nothing else was looked at. */
export const factsOfSlip = (at: Date, diagnoses: readonly string[], why: string): Facts => ({
  at,
  ...{ diagnoses, measured: new Map() },
  ...{ person: unknown(why), record: unknown(why), values: unknown(why) },
});

/**
 * What the graph knows of a patient for some rules: one question to patients and one to results,
 * however many rules there are, each answered as far as the viewer's access reaches. What a part
 * does not answer is missing, with the reason; an officer, who does not read the record, has nothing asked.
 */
export async function gatherFacts(asking: Asking, gathering: Gathering): Promise<Facts> {
  const { now, viewer } = asking;
  const { access, diagnoses, rules } = gathering;
  if (!hasRole(viewer, 'CLINICIAN', 'FAMILY_DOCTOR'))
    return factsOfSlip(now(), diagnoses, '转诊专员不查阅病历');
  // Of what is kept from the viewer, nothing can be said to be absent.
  const whole = access.scope === 'ALL' && access.sensitive;
  const wanted = new Map(
    allConditions(rules)
      .filter(isMeasured)
      .map(({ code, unit }) => [valueKey({ code, unit }), { code, unit }]),
  );
  const [patient, values] = await Promise.all([
    orUnknown('患者主索引', () => askPatient(asking, gathering.patientId, whole)),
    wanted.size === 0
      ? known({ latest: new Map<string, LatestValue>(), whole })
      : orUnknown('检验检查系统', () =>
          askValues(asking, gathering.patientId, [...wanted.values()], whole),
        ),
  ]);
  const { person, record } = patient.known ? patient.fact : { person: patient, record: patient };
  return { at: now(), diagnoses, measured: new Map(), values, person, record };
}

/** A part that is down or that refuses leaves its facts missing; it holds up no referral. */
async function orUnknown<Fact>(part: string, ask: () => Promise<Fact>): Promise<Known<Fact>> {
  try {
    return known(await ask());
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return unknown(isUnavailable(error) ? `${part}暂时无法查询` : `${part}不予查阅`);
  }
}

/** More conditions than this nobody weighs; that there are more is told. */
const conditionsAsked = 100;

const patientQuery = `query AdvisedPatient($representations: [_Any!]!, $first: Int!) {
  _entities(representations: $representations) { ... on Patient {
    gender birthDate conditions(first: $first) { nodes { code { code } onset active } pageInfo { hasNextPage } }
  } }
}`;

interface PatientAnswer {
  readonly gender: string;
  readonly birthDate: string | null;
  readonly conditions: {
    readonly nodes: readonly {
      readonly code: { readonly code: string };
      readonly onset: string | null;
      readonly active: boolean;
    }[];
    readonly pageInfo: { readonly hasNextPage: boolean };
  };
}

async function askPatient({ ask, identity }: Asking, id: string, whole: boolean) {
  const representations = [{ __typename: 'Patient', id }];
  const { _entities } = await ask<{ _entities: (PatientAnswer | null)[] }>('patients', {
    query: patientQuery,
    variables: { representations, first: conditionsAsked },
    identity: onBehalf(identity, 'referrals'),
  });
  const [patient] = _entities;
  if (!patient) {
    const nothing = unknown('患者主索引不予查阅');
    return { person: nothing, record: nothing };
  }
  const { birthDate, conditions, gender } = patient;
  const active = conditions.nodes.filter((one) => one.active);
  return {
    person: known({ gender, birthDate }),
    record: known({
      conditions: active.map(({ code, onset }) => ({ code: code.code, onset })),
      whole: whole && !conditions.pageInfo.hasNextPage,
    }),
  };
}

const valuesQuery = `query AdvisedValues($patientId: ID!, $items: [LatestValueInput!]!) {
  latestValues(patientId: $patientId, items: $items) { code unit takenAt number comparator interpretation }
}`;

interface ValueAnswer extends Omit<LatestValue, 'takenAt'> {
  readonly code: string;
  readonly unit: string | null;
  readonly takenAt: string;
}

async function askValues(
  { ask, identity }: Asking,
  patientId: string,
  items: readonly { readonly code: string; readonly unit: string | null }[],
  whole: boolean,
) {
  const { latestValues } = await ask<{ latestValues: ValueAnswer[] }>('results', {
    query: valuesQuery,
    variables: { patientId, items },
    identity: onBehalf(identity, 'referrals'),
  });
  const latest = latestValues.map(
    (one) => [valueKey(one), { ...one, takenAt: new Date(one.takenAt) }] as const,
  );
  return { latest: new Map<string, LatestValue>(latest), whole };
}
