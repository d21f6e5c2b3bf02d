import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { SubgraphName } from '@lianyi/shared/ports/ask-subgraph';
import Database from 'better-sqlite3';
import type { InnerDefect } from '../inside/messages';
import type { FindingKind } from '../judge/findings';
import type { Fault } from '../kinds/fault';
import { spoil } from '../kinds/faults';
import type { Meddler } from '../plant/door';
import type { PartName, Plant } from '../plant/plant';
import * as meddlers from './meddlers';

/** A defect that the judge must see, and what it must say of it. */
export interface Defect {
  readonly name: string;
  readonly expected: FindingKind;
  /** The fault under which it shows; unset: it shows without one. */
  readonly under?: Fault;
  /** Plants it; what is returned takes it out again. */
  plant(plant: Plant): Promise<() => Promise<void>>;
}

/** Between the gateway and its clients. */
const front = (
  name: string,
  expected: FindingKind,
  make: () => Meddler,
  under?: Fault,
): Defect => ({
  name,
  ...{ expected, ...(under ? { under } : {}) },
  async plant({ front: door }) {
    door.meddle(make());
    return async () => door.meddle(null);
  },
});

const within = (
  part: PartName,
  name: InnerDefect,
  expected: FindingKind,
  under?: Fault,
): Defect => ({
  name,
  ...{ expected, ...(under ? { under } : {}) },
  async plant(plant) {
    await plant.part(part).tell({ defect: name });
    return async () => {
      await plant.part(part).tell({ defect: null });
    };
  },
});

const refused = (name: SubgraphName) => spoil('refuse', 'refused', name);

/** Where answers of reference data are swapped, they are asked for anew: a gateway keeps what it knows. */
const swapped: Defect = {
  name: 'two entities are swapped in an answer',
  expected: 'wrong answer',
  async plant(plant) {
    const door = plant.door('personnel');
    door.meddle(meddlers.entitiesSwapped());
    await startAnew(plant, 'gateway');
    return async () => {
      door.meddle(null);
      await startAnew(plant, 'gateway');
    };
  },
};

async function startAnew(plant: Plant, name: PartName) {
  const part = plant.part(name);
  await part.end('SIGKILL');
  await part.start();
}

/** Changes an entry of the access log past the product, as somebody with the database's password could. */
const logChanged: Defect = {
  name: 'an entry of the access log is changed',
  expected: 'access log broken',
  async plant({ dataDir }) {
    const database = new Database(join(dataDir, 'patients.db'));
    const last = 'SELECT MAX(`seq`) FROM `access_event`';
    for (const statement of [
      'DROP TRIGGER `access_event_no_update`',
      `UPDATE \`access_event\` SET \`allowed\` = 1 - \`allowed\` WHERE \`seq\` = (${last})`,
    ])
      database.prepare(statement).run();
    database.close();
    return async () => undefined;
  },
};

const partEnds: Defect = {
  name: 'a part ends by itself',
  expected: 'ended by itself',
  async plant(plant) {
    const part = plant.part('pharmacy');
    process.kill(part.pid, 'SIGKILL');
    while (part.surprises.length === 0) await sleep(20);
    await part.start();
    return async () => undefined;
  },
};

/** Planted one after the other; what is done to the access log cannot be undone, so it is the last. */
export const defects: readonly Defect[] = [
  front('a report is answered and not stored', 'acknowledged and lost', meddlers.answeredNotStored),
  within('patients', 'a visit is answered and rolled back', 'acknowledged and lost'),
  front('the sender’s id is ignored', 'stored twice', meddlers.idIgnored),
  front('a write is sent again without its id', 'stored twice', meddlers.sentAgainWithoutId),
  within('results', 'a report is stored without its last value', 'half stored'),
  front('an amendment is answered and dropped', 'update lost', meddlers.amendmentDropped),
  within('results', 'an event is not recorded with its report', 'event missing'),
  within('patients', 'a read is not recorded in the access log', 'access not recorded'),
  front('an answer is kept for whoever asks next', 'another patient’s', meddlers.keptForAll),
  front('an answer is kept for ever', 'stale after a write', meddlers.keptForEver),
  swapped,
  within(
    ...(['gateway', 'half an answer is taken for the whole', 'wrong answer'] as const),
    spoil('half', 'truncated answer', 'pharmacy'),
  ),
  front(
    ...(['an empty list stands for what is missing', 'missing shown as none'] as const),
    ...([meddlers.emptyForMissing, refused('results')] as const),
  ),
  front(
    ...(['errors are left out of an answer', 'missing shown as none'] as const),
    ...([meddlers.errorsDropped, refused('referrals')] as const),
  ),
  front(
    ...(['an error tells an address', 'address shown', meddlers.addressesTold] as const),
    refused('pharmacy'),
  ),
  front(
    ...(['what could not be asked is said not to be there', 'wrong refusal'] as const),
    ...([meddlers.refusedWrongly, refused('patients')] as const),
  ),
  within('gateway', 'a breaker never closes', 'not recovered', refused('referrals')),
  within(
    ...(['gateway', 'an answer is awaited for ever', 'no answer in time'] as const),
    // Longer than any client waits.
    { ...spoil('swallow', 'black hole', 'referrals'), lasts: 8000 },
  ),
  partEnds,
  logChanged,
];
