import { type OpenStream, openStream } from '@lianyi/shared/testing/event-client';
import type { DemoClient } from '../support/client';

export interface Told {
  readonly cursor: string;
  readonly type: string;
  readonly pseudonym: string | null;
  readonly otherPseudonym: string | null;
  readonly patientId: string | null;
  readonly details: readonly { readonly name: string; readonly value: string | null }[];
}

export interface ToldPage {
  readonly nodes: readonly Told[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  readonly latest: string | null;
}

export const platform = 'regional-platform@city-hospital';
export const identified = 'regional-platform+identified@city-hospital';

export const changesQuery = `query Changes($after: String, $first: Int, $types: [String!]) {
  changes(after: $after, first: $first, types: $types) {
    nodes { cursor type at pseudonym otherPseudonym patientId otherPatientId institution { id name } details { name value } }
    pageInfo { hasNextPage endCursor } latest
  }
}`;

/** A page of the change feed, where it is not refused. */
export async function pageAfter(
  client: Pick<DemoClient, 'run'>,
  after: string | null,
  user = platform,
  first = 100,
): Promise<ToldPage> {
  const { data, errors } = await client.run(user, changesQuery, { after, first });
  if (!data?.changes) throw new Error(errors?.[0]?.message);
  return data.changes as ToldPage;
}

/** Everything after a cursor. */
export async function allAfter(
  client: Pick<DemoClient, 'run'>,
  after: string | null,
  user = platform,
): Promise<Told[]> {
  const all: Told[] = [];
  for (let cursor = after, more = true; more; ) {
    const { nodes, pageInfo } = await pageAfter(client, cursor, user);
    all.push(...nodes);
    cursor = pageInfo.endCursor;
    more = pageInfo.hasNextPage;
  }
  return all;
}

/** The stream of a demo user. */
export const streamOf = async (
  url: string,
  client: Pick<DemoClient, 'token'>,
  user: string,
  { after, search }: { after?: string | undefined; search?: string } = {},
): Promise<OpenStream> =>
  openStream(
    url,
    {
      authorization: `Bearer ${await client.token(user)}`,
      ...(after === undefined ? {} : { 'last-event-id': after }),
    },
    search,
  );

export const detailOf = ({ details }: Told, name: string) =>
  details.find((one) => one.name === name)?.value;
