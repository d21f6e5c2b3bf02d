import type { County } from '@lianyi/shared/demo/county';
import { Pool } from 'undici';
import { type LoadRequest, post } from '../bench/load';
import { seededRandom, shuffled } from '../durability/message-files';
import { operation } from '../support/operations';

/** What a dialog asks about: a panel, single values, plain and wide exams, and one nobody has. */
const items = ['PANEL-CBC', '14749-6', '14682-9', 'CT-CHEST', 'CT-UPPERABDOMEN', 'US-LIVER'];

export interface Door {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

interface Checked {
  readonly data?: { readonly orderCheck?: readonly { readonly alternatives: object[] }[] | null };
  readonly errors?: readonly { readonly extensions: { readonly code: string } }[];
}

export interface Dialogs {
  readonly requests: readonly LoadRequest[];
  /** Lines that were offered something, of all. */
  readonly offered: number;
}

/**
 * Order dialogs about residents drawn at random among those the clinician may see, each with the
 * answer it has to give again under load. Throws where something else than a refusal comes back.
 */
export async function collectDialogs(door: Door, county: County, count: number): Promise<Dialogs> {
  const { origin, pathname: path } = new URL(door.url);
  const pool = new Pool(origin, { connections: 1 });
  const headers = { 'content-type': 'application/json', ...door.headers };
  const requests: LoadRequest[] = [];
  let offered = 0;
  const indices = Array.from({ length: Math.min(county.patients, count * 100) }, (_, at) => at);
  for (const index of shuffled(indices, seededRandom(1))) {
    if (requests.length === count) break;
    const patientId = county.person(spread(index, indices.length, county.patients)).id;
    const variables = { patientId, items };
    const body = JSON.stringify({ query: operation('BeforeOrdering'), variables });
    const answer = await post(pool, { path, headers, body });
    const { data, errors } = JSON.parse(answer.body.toString('utf8')) as Checked;
    if (errors?.every(({ extensions }) => extensions.code === 'FORBIDDEN')) continue;
    if (errors || !data?.orderCheck) throw new Error(answer.body.toString('utf8').slice(0, 400));
    offered += data.orderCheck.filter(({ alternatives }) => alternatives.length > 0).length;
    requests.push({ body, expected: answer.body });
  }
  await pool.close();
  if (requests.length === 0) throw new Error('the clinician may see nobody in this county');
  return { requests, offered: offered / (requests.length * items.length) };
}

/** Some indices of many, evenly over all of them. */
const spread = (index: number, of: number, over: number) => Math.floor((index * over) / of);
