import type { Access } from '@lianyi/shared/access/access';
import { InvalidInput } from '@lianyi/shared/errors/domain-error';
import type { Coding } from '@lianyi/shared/graphql/coding';
import { shanghaiDay } from '@lianyi/shared/time/shanghai-day';
import type { ReferralsContext } from '../context';
import { type ReferralDirection, Urgency } from '../referral/referral.entity';
import type { VitalSign } from '../referral/vital-sign';
import { checkVitals } from './check-vitals';
import { measuredNow } from './facts';
import { factsOfSlip, gatherFacts } from './gather-facts.service';
import { AdviceDecision, ReferralAdvice, toView } from './guideline.view';
import { warningsOf } from './warn.service';
import { type Weighed, weigh } from './weigh';

type Advising = Pick<
  ReferralsContext,
  'access' | 'ask' | 'diseaseLists' | 'guideline' | 'identity' | 'manager' | 'now' | 'viewer'
>;

export interface AdviceAsked {
  readonly patientId: string;
  readonly direction: ReferralDirection;
  readonly diagnoses: readonly Coding[];
  /** Measured now, in units of the guideline. */
  readonly vitals?: readonly VitalSign[] | null | undefined;
}

/** Diagnoses of one question, as of a slip. */
const mostDiagnoses = 20;

/**
 * What the guideline says of sending a patient on with some diagnoses. Refused as her record is; a part
 * that does not answer leaves its facts missing.
 */
export async function referralAdvice(
  context: Advising,
  asked: AdviceAsked,
): Promise<ReferralAdvice> {
  const { diagnoses, direction, patientId } = asked;
  if (diagnoses.length === 0 || diagnoses.length > mostDiagnoses)
    throw new InvalidInput('diagnoses', `must be from 1 to ${mostDiagnoses}.`);
  checkVitals('vitals', asked.vitals ?? [], context.guideline);
  const access = await context.access.require(patientId);
  const weighed = await weighFor(context, asked, access, false);
  return adviceOf(context, direction, diagnoses, weighed, null);
}

export interface SubmissionAsked extends AdviceAsked {
  readonly urgency: Urgency;
  readonly reasonText?: string | null | undefined;
}

/**
 * The advice a slip is submitted with, and what its sender made of it. Refuses a slip against the
 * guideline that gives no reason. An emergency is never held up: no other part is asked for it, and
 * no reason is wanted.
 */
export async function adviseSubmission(
  context: Advising,
  asked: SubmissionAsked,
  access: Access,
): Promise<ReferralAdvice> {
  const { diagnoses, direction, reasonText, urgency } = asked;
  const emergency = urgency === Urgency.EMERGENCY;
  const weighed = await weighFor(context, asked, access, emergency);
  const against = weighed.against && !emergency;
  if (against && !reasonText?.trim())
    throw new InvalidInput(
      'reasonText',
      `转诊不符合指南，请说明理由 (is against the guideline: say why all the same). ${weighed.unmet.join('；')}`,
    );
  const decision = against
    ? AdviceDecision.OVERRIDDEN
    : weighed.matched.length > 0
      ? AdviceDecision.FOLLOWED
      : AdviceDecision.OPEN;
  return adviceOf(context, direction, diagnoses, weighed, decision);
}

async function weighFor(
  context: Advising,
  { diagnoses, direction, patientId, vitals }: AdviceAsked,
  access: Access,
  emergency: boolean,
): Promise<Weighed> {
  const { guideline, now } = context;
  const codes = diagnoses.map(({ code }) => code);
  const rules = guideline.applying(direction, codes, shanghaiDay(now()));
  if (rules.length === 0) return weigh([], factsOfSlip(now(), codes, ''), guideline.pregnancy);
  const facts = emergency
    ? factsOfSlip(now(), codes, '急诊转诊，未查询')
    : await gatherFacts(context, { patientId, access, diagnoses: codes, rules });
  const measured = measuredNow(vitals ?? [], facts.at);
  return weigh(rules, { ...facts, measured }, guideline.pregnancy);
}

async function adviceOf(
  context: Advising,
  direction: ReferralDirection,
  diagnoses: readonly Coding[],
  { matched, missing, unmet }: Weighed,
  decision: AdviceDecision | null,
): Promise<ReferralAdvice> {
  const warned = context.diseaseLists.warned(
    direction,
    diagnoses.map(({ code }) => code),
  );
  return Object.assign(new ReferralAdvice(), {
    matched: matched.map(toView),
    ...{ unmet: [...unmet], missing: [...missing], decision },
    warnings: await warningsOf(context, direction, warned),
  });
}
