import type { Outcome } from '../load/asker';
import { placeOf, tokensIn } from '../load/writes';
import type { Findings } from './findings';

/** Addresses, and words of libraries that stand beside them. */
const inner = /127\.0\.0\.1|localhost|https?:\/\/|ECONN|ETIMEDOUT|UND_ERR|socket|SQLITE|ER_[A-Z]/;

/** Codes that say: not now. Whoever may not, or asks wrongly, is not asked for in these tests. */
const notNow = new Set(['UNAVAILABLE', 'UNAUTHENTICATED', 'RATE_LIMITED']);

/** What holds of every answer whatever broke: refusals of one kind, nothing of the inside, nobody else's. */
export function checkAnswer(
  label: string,
  place: number | null,
  outcome: Outcome,
  findings: Findings,
) {
  if (outcome.gaveUp)
    findings.add(
      'no answer in time',
      `${label}: nothing after ${Math.round(outcome.milliseconds)} ms`,
    );
  for (const { message, extensions } of outcome.errors ?? []) {
    const code = String(extensions?.code);
    // Whoever is not signed in gets nothing at all: beside data it is a part that says so.
    const ofPart = code === 'UNAUTHENTICATED' && outcome.data;
    if (!notNow.has(code) || ofPart) findings.add('wrong refusal', `${label}: ${code}, ${message}`);
    if (inner.test(message)) findings.add('address shown', `${label}: ${message}`);
  }
  for (const token of tokensIn(outcome.text))
    if (placeOf(token) !== place) findings.add('another patient’s', `${label}: ${token}`);
}
