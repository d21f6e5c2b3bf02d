import type { BreakGlassRule } from '../policy/access-policy';
import { readWords } from '../policy/read-words';

/** The reason as the log keeps it. Refuses with INVALID_INPUT naming `reason`. */
export const readReason = (text: string, rule: BreakGlassRule): string =>
  readWords(text, 'reason', {
    atLeast: rule.reasonAtLeast,
    atMost: rule.reasonAtMost,
    saying: 'why the record is needed',
  });

/** What a reviewer or reader adds; null where nothing was given. */
export function readNote(text: string | null | undefined, rule: BreakGlassRule): string | null {
  if (text == null || text.trim() === '') return null;
  const saying = 'what was found';
  return readWords(text, 'note', { atLeast: 1, atMost: rule.reasonAtMost, saying });
}
