import type { AccessBasis } from '@lianyi/shared/access/access';
import type { BasisRule } from '../policy/access-policy';
import type { HeldBack } from './find-bases';

/** On what a record is opened, and how far what the patient keeps to herself narrows it. */
export interface Chosen {
  readonly rule: BasisRule;
  /** Whether items flagged sensitive may be shown. */
  readonly sensitive: boolean;
  /** It opens what she keeps from this institution: the log says so. */
  readonly againstRestriction: boolean;
}

/** Whether a basis opens sensitive items that the patient restricted to who treats her. */
const opensRestricted = ({ sensitive, treating, opensClosed }: BasisRule) =>
  sensitive && (treating || opensClosed);

/** Whether a basis counts at an institution, the patient having closed her record to it or not. */
export const counts = (rule: BasisRule, { closed }: HeldBack) => !closed || rule.opensClosed;

/**
 * The strongest basis of those held that what she keeps to herself leaves standing; null where
 * none does. A broken glass is preferred to a basis that it shows more than: who broke it to see
 * what is sensitive sees it, and is marked.
 */
export function chooseBasis(
  /** Strongest first. */
  rules: readonly BasisRule[],
  held: ReadonlySet<AccessBasis>,
  heldBack: HeldBack,
): Chosen | null {
  const standing = rules.filter((rule) => held.has(rule.basis) && counts(rule, heldBack));
  const [strongest] = standing;
  if (strongest === undefined) return null;
  if (!heldBack.sensitive) return chosen(strongest, strongest.sensitive, heldBack);
  const wider = standing.find((rule) => rule.scope === strongest.scope && opensRestricted(rule));
  const rule = wider ?? strongest;
  return chosen(rule, opensRestricted(rule), heldBack);
}

const chosen = (rule: BasisRule, sensitive: boolean, { closed, ...held }: HeldBack): Chosen => ({
  rule,
  sensitive,
  againstRestriction: rule.opensClosed && rule.care && (closed || held.sensitive),
});
