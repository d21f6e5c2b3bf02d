import { Pool } from 'undici';
import { type LoadRequest, post } from '../bench/load';
import { seededRandom, shuffled } from '../durability/message-files';
import { createClient } from '../support/client';
import { operation } from '../support/operations';
import type { ScaledCounty } from './county';
import { type Asked, type Operation, operations } from './requests';

/** An operation as it is asked in one county: where, as whom, and what. */
export interface Door {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

export async function openDoor({ child }: ScaledCounty, user: string): Promise<Door> {
  const token = await createClient(child.url).token(user);
  return { url: `${child.url}/graphql`, headers: { authorization: `Bearer ${token}` } };
}

const textOf = (query: string) => (query.startsWith('query') ? query : operation(query));

const requestOf = ({ query, variables }: Operation, asked: Asked) =>
  JSON.stringify({ query: textOf(query), variables: variables?.(asked) ?? {} });

interface Answer {
  readonly data?: Readonly<Record<string, unknown>> | null;
  readonly errors?: readonly { readonly extensions: { readonly code: string } }[];
}

/** Asks once, and reads the answer. */
async function ask({ url, headers }: Door, body: string) {
  const { origin, pathname: path } = new URL(url);
  const pool = new Pool(origin, { connections: 1 });
  try {
    const sent = { 'content-type': 'application/json', ...headers };
    const { body: bytes } = await post(pool, { path, headers: sent, body });
    return { bytes, answer: JSON.parse(bytes.toString('utf8')) as Answer };
  } finally {
    await pool.close();
  }
}

/** Residents the clinician may see, at random among those every county has. */
export async function findResidents(
  place: ScaledCounty,
  smallest: number,
  count: number,
): Promise<Asked[]> {
  const [record] = operations;
  if (!record) throw new Error('nothing is measured');
  const door = await openDoor(place, record.user);
  const found: Asked[] = [];
  const indices = Array.from({ length: smallest }, (_, index) => index);
  for (const index of shuffled(indices, seededRandom(1))) {
    if (found.length === count) break;
    const { id, name, birthDate } = place.county.person(index);
    const { answer } = await ask(door, requestOf(record, { id, name, birthDate }));
    if (!answer.errors) found.push({ id, name, birthDate });
    else if (answer.errors.some(({ extensions }) => extensions.code !== 'FORBIDDEN'))
      throw new Error(`a record could not be read: ${JSON.stringify(answer).slice(0, 300)}`);
  }
  if (found.length < 2) throw new Error('the clinician may see nobody in this county');
  return found;
}

/** The requests of an operation, each with the answer it has to give again under load. */
export async function collect(
  door: Door,
  one: Operation,
  residents: readonly Asked[],
): Promise<LoadRequest[]> {
  const requests: LoadRequest[] = [];
  for (const resident of one.variables ? residents : residents.slice(0, 1)) {
    const body = requestOf(one, resident);
    const { bytes, answer } = await ask(door, body);
    if (answer.errors || Object.values(answer.data ?? {}).some((value) => value === null))
      throw new Error(`${one.name} is not answered: ${bytes.toString('utf8').slice(0, 400)}`);
    requests.push({ body, expected: bytes });
  }
  return requests;
}
