import type { createAccessChain } from '@lianyi/patients/audit/access-chain';
import type { insertOrTouch } from '@lianyi/patients/registration/insert-or-touch';
import type { insertRows } from '@lianyi/shared/database/insert-rows';
import type { openDatabase } from '@lianyi/shared/database/open-database';
import type { recordEvents } from '@lianyi/shared/events/record-events';
import type { createBreaker } from '@lianyi/shared/subgraph/breaker';
import type { postWithin } from '@lianyi/shared/subgraph/post';
import type { readAnswer } from '@lianyi/shared/subgraph/read-answer';
import { closeBrackets } from './close-brackets';
import { replace } from './load-hook';
import type { InnerDefect } from './messages';

let planted: InnerDefect | null = null;

export const plant = (defect: InnerDefect | null) => {
  planted = defect;
};

const is = (defect: InnerDefect) => planted === defect;

class RolledBack extends Error {}

/** Transactions that store a visit and shall be rolled back. */
const visits = new WeakSet<object>();
const visitsSeen = replace<typeof insertOrTouch>(
  'insertOrTouch',
  (insert) =>
    (manager, ...rest) => {
      if (is('a visit is answered and rolled back') && rest[0].name === 'Encounter')
        visits.add(manager);
      return insert(manager, ...rest);
    },
);

const visitsRolledBack = replace<typeof openDatabase>('openDatabase', (open) => async (options) => {
  const database = await open(options);
  return {
    ...database,
    async transaction<Result>(work: Parameters<typeof database.transaction<Result>>[0]) {
      const result: { value?: Result } = {};
      const done = database.transaction(async (manager) => {
        result.value = await work(manager);
        if (visits.has(manager)) throw new RolledBack();
      });
      await done.catch((error: unknown) => {
        if (!(error instanceof RolledBack)) throw error;
      });
      return result.value as Result;
    },
  };
});

const eventsForgotten = replace<typeof recordEvents>(
  'recordEvents',
  (record) => (manager, events, at) =>
    record(manager, is('an event is not recorded with its report') ? [] : events, at),
);

const valuesForgotten = replace<typeof insertRows>(
  'insertRows',
  (insert) => (manager, entity, rows, options) => {
    const drop = is('a report is stored without its last value') && entity.name === 'Observation';
    return insert(manager, entity, drop ? rows.slice(0, -1) : rows, options);
  },
);

const readsForgotten = replace<typeof createAccessChain>(
  'createAccessChain',
  (create) => (given) => {
    const chain = create(given);
    const kept = (events: Parameters<typeof chain.append>[0]) =>
      is('a read is not recorded in the access log')
        ? events.filter(({ action }) => action !== 'READ_RECORD')
        : events;
    return { ...chain, append: (events) => chain.append(kept(events)) };
  },
);

const breakersStuck = replace<typeof createBreaker>('createBreaker', (create) => (options) => {
  const breaker = create(options);
  let stuck = false;
  return {
    succeeded: breaker.succeeded,
    ...{ failed: breaker.failed, close: breaker.close },
    get round() {
      return breaker.round;
    },
    get isOpen() {
      stuck = is('a breaker never closes') && (stuck || breaker.isOpen);
      return stuck || breaker.isOpen;
    },
  };
});

const tenMinutes = 600_000;
const noDeadlines = replace<typeof postWithin>('postWithin', (post) => (pool, question) => {
  if (!is('an answer is awaited for ever')) return post(pool, question);
  const patient = Object.create(pool, {
    dispatch: {
      value: (options: object, handler: object) =>
        Reflect.apply(pool.dispatch, pool, [
          Object.assign(Object.create(options), { headersTimeout: 0, bodyTimeout: 0 }),
          handler,
        ]),
    },
  }) as typeof pool;
  return post(patient, { ...question, within: tenMinutes });
});

const halvesTaken = replace<typeof readAnswer>('readAnswer', (read) => (received) => {
  if (!is('half an answer is taken for the whole')) return read(received);
  return read({ ...received, text: closeBrackets(received.text) });
});

/** Wrappers around what the product's modules hand out, by the ends of their names. */
export const defectHooks: readonly (readonly [string, (loaded: unknown) => unknown])[] = [
  ['open-database', visitsRolledBack],
  ['insert-or-touch', visitsSeen],
  ['record-events', eventsForgotten],
  ['insert-rows', valuesForgotten],
  ['access-chain', readsForgotten],
  ['breaker', breakersStuck],
  ['post', noDeadlines],
  ['read-answer', halvesTaken],
];
