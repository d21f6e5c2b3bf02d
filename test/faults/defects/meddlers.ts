import type { Answer } from '../../support/client';
import type { Asked, Meddler, Replied } from '../plant/door';

interface Posted {
  readonly query: string;
  readonly variables: { readonly id?: string; readonly input?: Readonly<Record<string, unknown>> };
}

const posted = ({ path, method, body }: Asked): Posted | null =>
  method === 'POST' && path.startsWith('/graphql') ? (JSON.parse(body) as Posted) : null;

const isReport = (asked: Asked) => posted(asked)?.query.includes('postLabReport') ?? false;
const isRead = (asked: Asked) => posted(asked)?.query.startsWith('query') ?? false;

const json = (answer: unknown): Replied => ({
  status: 200,
  ...{ type: 'application/json', body: JSON.stringify(answer) },
});

const made = (outcome: string, version: number) =>
  json({ data: { made: { outcome, report: { id: 'report', version } } } });

/** Meets every n-th call. */
function everyNth(n: number) {
  let count = 0;
  return () => {
    count += 1;
    return count % n === 0;
  };
}

function withInput(asked: Asked, changes: Readonly<Record<string, unknown>>): Asked {
  const whole = posted(asked);
  const input = { ...whole?.variables.input, ...changes };
  return {
    ...asked,
    body: JSON.stringify({ ...whole, variables: { ...whole?.variables, input } }),
  };
}

let count = 0;
function underAnotherId(asked: Asked): Asked {
  count += 1;
  const sourceId = `${posted(asked)?.variables.input?.sourceId} again ${count}`;
  return withInput(asked, { sourceId });
}

/** Every second report with all that is sent of it: an amendment that is stored would stand for it. */
export const answeredNotStored = (): Meddler => {
  const now = everyNth(2);
  const lost = new Map<unknown, boolean>();
  return async (asked, ask) => {
    const sourceId = posted(asked)?.variables.input?.sourceId;
    if (!isReport(asked)) return ask(asked);
    if (!lost.has(sourceId)) lost.set(sourceId, now());
    return lost.get(sourceId) ? made('CREATED', 1) : ask(asked);
  };
};

export const idIgnored = (): Meddler => (asked, ask) =>
  ask(isReport(asked) ? underAnotherId(asked) : asked);

export const sentAgainWithoutId = (): Meddler => async (asked, ask) => {
  const answer = await ask(asked);
  if (isReport(asked)) await ask(underAnotherId(asked));
  return answer;
};

export const amendmentDropped = (): Meddler => {
  const seen = new Set<unknown>();
  return async (asked, ask) => {
    const input = posted(asked)?.variables.input;
    if (!isReport(asked) || input === undefined) return ask(asked);
    const text = JSON.stringify(input);
    const isNew = !seen.has(input.sourceId);
    seen.add(input.sourceId);
    if (isNew) seen.add(text);
    return seen.has(text) ? ask(asked) : made('AMENDED', 2);
  };
};

/** Keeps answers by the operation's text alone: whoever asks gets what the one before got. */
export const keptForAll = (): Meddler => {
  const kept = new Map<string, Replied>();
  return async (asked, ask) => {
    if (!isRead(asked)) return ask(asked);
    const key = posted(asked)?.query ?? '';
    const before = kept.get(key);
    kept.set(key, await ask(asked));
    return before ?? ask(asked);
  };
};

/** Keeps answers by everything that was asked, for ever. */
export const keptForEver = (): Meddler => {
  const kept = new Map<string, Replied>();
  return async (asked, ask) => {
    if (!isRead(asked)) return ask(asked);
    const answer = kept.get(asked.body) ?? (await ask(asked));
    kept.set(asked.body, answer);
    return answer;
  };
};

/** Entities come in the order in which they were asked for; here in another. */
export const entitiesSwapped = (): Meddler => async (asked, ask) => {
  const answer = await ask(asked);
  if (!asked.body.includes('_entities')) return answer;
  const { data, ...rest } = JSON.parse(answer.body) as Answer;
  const entries = Object.entries(data ?? {}).map(([name, value]) => [
    ...[name, Array.isArray(value) ? value.toReversed() : value],
  ]);
  return json({ ...rest, data: Object.fromEntries(entries) });
};

const changed =
  (change: (answer: Answer) => Answer): (() => Meddler) =>
  () =>
  async (asked, ask) => {
    const answer = await ask(asked);
    if (!isRead(asked) || answer.status !== 200) return answer;
    return json(change(JSON.parse(answer.body) as Answer));
  };

export const errorsDropped = changed(({ data }) => ({ ...(data === undefined ? {} : { data }) }));

const noRows = { nodes: [], pageInfo: { hasNextPage: false, endCursor: null } };

export const emptyForMissing = changed(({ data }) => {
  const { patient } = data ?? {};
  if (typeof patient !== 'object' || patient === null) return { data: data ?? null };
  const shown = Object.entries(patient).map(([field, value]) => [field, value ?? noRows]);
  return { data: { ...data, patient: Object.fromEntries(shown) } };
});

export const addressesTold = changed(({ errors, ...answer }) => ({
  ...answer,
  ...(errors && {
    errors: errors.map((error) => ({
      ...error,
      message: `${error.message} (connect ECONNREFUSED 127.0.0.1:4103)`,
    })),
  }),
}));

export const refusedWrongly = changed(({ errors, ...answer }) => ({
  ...answer,
  ...(errors && {
    errors: errors.map((error) => ({
      ...error,
      message: 'There is no such patient.',
      extensions: { code: 'NOT_FOUND' },
    })),
  }),
}));
