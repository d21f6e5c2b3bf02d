import { InvalidInput } from '@lianyi/shared/errors/domain-error';
import type { BreakGlassRule } from '../policy/access-policy';

const invisible = /\p{Cf}/gu;
const unprintable = /[\p{Cc}\p{Cs}]/u;

/**
 * The reason as the log keeps it: one line, spaces single, nothing invisible. Refuses with
 * INVALID_INPUT naming `reason` where what is left is too short, too long or unprintable.
 */
export function readReason(text: string, rule: BreakGlassRule): string {
  const reason = text.replace(invisible, '').replace(/\s+/gu, ' ').trim();
  if (unprintable.test(reason))
    throw new InvalidInput('reason', 'must hold printable characters only.');
  const length = Array.from(reason).length;
  if (length < rule.reasonAtLeast)
    throw new InvalidInput(
      'reason',
      `must say in at least ${rule.reasonAtLeast} characters why the record is needed.`,
    );
  if (length > rule.reasonAtMost)
    throw new InvalidInput('reason', `must have at most ${rule.reasonAtMost} characters.`);
  return reason;
}
