import { isDeepStrictEqual } from 'node:util';
import { Pool } from 'undici';
import type { KeptRecord } from './kept-record';
import { type LoadRequest, post } from './load';
import type { Variant } from './variants';

/** The body that asks for one record. */
export const askFor = (query: string, id: string) =>
  JSON.stringify({ operationName: 'UnifiedRecord', query, variables: { id } });

/**
 * Asks one variant for every record and holds its `data` to the kept one, text for text. What
 * it answered is what it has to answer under load. Throws with the first difference.
 */
export async function collectAnswers(
  variant: Variant,
  query: string,
  records: readonly KeptRecord[],
): Promise<LoadRequest[]> {
  const { origin, pathname } = new URL(variant.url);
  const pool = new Pool(origin, { connections: 1 });
  const headers = { 'content-type': 'application/json', ...variant.headers };
  const collected: LoadRequest[] = [];
  for (const { patientId, data } of records) {
    const body = askFor(query, patientId);
    const answer = await post(pool, { path: pathname, headers, body });
    const text = answer.body.toString('utf8');
    const given = JSON.parse(text) as { data?: unknown; errors?: unknown };
    if (answer.status !== 200 || given.errors || !isDeepStrictEqual(given.data, data))
      throw new Error(
        `${variant.name} answers patient ${patientId} otherwise: ${text.slice(0, 400)}`,
      );
    collected.push({ body, expected: answer.body });
  }
  await pool.close();
  return collected;
}
