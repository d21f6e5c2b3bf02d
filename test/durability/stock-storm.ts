import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '@lianyi/shared/testing/free-port';
import { type Asker, createAsker } from '../faults/load/asker';
import { testFolder } from '../support/folder';
import { ProductProcess } from '../support/process';
import { runToEnd } from '../support/run-to-end';
import { valueAt } from '../support/value-at';
import { seededRandom } from './message-files';
import { prepareSheets, type Sheet } from './stock-sheets';

export interface StockStormReport {
  readonly kills: number;
  /** Moves that were acknowledged, by kind. */
  readonly done: Readonly<Record<string, number>>;
  /** Units on each shelf: by what was acknowledged, and as the product says. */
  readonly expected: Readonly<Record<string, number>>;
  readonly shelves: Readonly<Record<string, number>>;
  /** Handed out of each sheet, likewise. */
  readonly handed: readonly (readonly [expected: number, shown: number])[];
  /** What `stock:verify` said. */
  readonly verified: { readonly code: number | null; readonly text: string };
}

const members = ['county-hospital', 'people-hospital', 'township-dongpu'] as const;
const drugCode = 'XC08CAA901A002020190002';
const batch = `drugCode: "${drugCode}", batch: "STORM"`;

/** A move of stock as its sender knows it: sent under one key until it is answered. */
interface Move {
  readonly kind: string;
  readonly by: string;
  readonly text: string;
  /** What it does where it is acknowledged. */
  readonly apply: (ledger: Ledger) => void;
}

class Ledger {
  readonly done: Record<string, number> = {};
  readonly handed = new Map<string, number>();
  constructor(readonly shelves: Record<string, number>) {}
  add(member: string, units: number) {
    this.shelves[member] = (this.shelves[member] ?? 0) + units;
  }
}

/**
 * Moves units among members at random, several at once, while the process is killed as often as told: what was
 * not answered is sent again under its key. Then compares every shelf with what was acknowledged.
 */
export async function runStockStorm(
  env: Readonly<Record<string, string>>,
  { kills, moves, seed }: { readonly kills: number; readonly moves: number; readonly seed: number },
): Promise<StockStormReport> {
  const dataDir = mkdtempSync(join(tmpdir(), 'lianyi-stock-'));
  const port = await freePort();
  const all = { ...env, DATA_DIR: dataDir, LOG_LEVEL: 'error', DEMO: 'on', DEMO_PATIENTS: '10' };
  const product = new ProductProcess({ ...all, PORT: String(port), HL7_PORT: 'off' });
  const asker = createAsker(`http://127.0.0.1:${port}`, 20_000);
  try {
    await product.start();
    const sheets = await prepareSheets(asker, members, drugCode, 4);
    const ledger = new Ledger(await shelvesOf(asker));
    const random = seededRandom(seed);
    const planned = Array.from({ length: moves }, (_, at) => draw(random, at, sheets));
    const total = planned.length;
    const work = async () => {
      for (let move = planned.shift(); move; move = planned.shift())
        await insist(asker, move, ledger);
    };
    const killed = killAmong(product, kills, () => total - planned.length, total);
    await Promise.all([work(), work(), work(), killed]);
    const shelves = await shelvesOf(asker);
    const handed = await Promise.all(
      sheets.map(
        async ({ id }) => [ledger.handed.get(id) ?? 0, await handedOf(asker, id)] as const,
      ),
    );
    await product.end('SIGTERM');
    const program = join(testFolder, '../subgraphs/pharmacy/dist/stock-verify.js');
    const verified = await runToEnd(program, all);
    return { kills, done: ledger.done, expected: ledger.shelves, shelves, handed, verified };
  } finally {
    await asker.close();
    await product.end('SIGKILL');
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/** Kills the process so often, spread over the work, and starts it again. */
async function killAmong(
  product: ProductProcess,
  kills: number,
  done: () => number,
  total: number,
) {
  for (let kill = 1; kill <= kills; kill += 1) {
    while (done() < (total * kill) / (kills + 1)) await sleep(2);
    await product.end('SIGKILL');
    await product.start();
  }
}

/** Asks until there is an answer that settles it. */
async function insist(asker: Asker, { apply, by, kind, text }: Move, ledger: Ledger) {
  for (;;) {
    const outcome = await asker.run(by, `mutation { made: ${text} { __typename } }`);
    if (outcome.answered && !outcome.errors) {
      ledger.done[kind] = (ledger.done[kind] ?? 0) + 1;
      return apply(ledger);
    }
    const code = outcome.errors?.[0]?.extensions?.code;
    if (outcome.answered && (code === 'CONFLICT' || code === 'INVALID_INPUT')) return;
    await sleep(40);
  }
}

function draw(random: () => number, at: number, sheets: readonly Sheet[]): Move {
  const pick = <One>(of: readonly One[]) => of[Math.floor(random() * of.length)] as One;
  const [member, other, sheet] = [pick(members), pick(members), pick(sheets)];
  const quantity = 1 + Math.floor(random() * 9);
  const by = `pharmacist@${member}`;
  const said = `${batch}, reason: "试验", idempotencyKey: "STORM-${at}"`;
  const units = `quantity: ${quantity}`;
  const receipt = `${said}, expiresOn: "2999-01-01", ${units}`;
  const kinds: readonly Move[] = [
    {
      kind: 'received',
      ...{ by, text: `receiveStock(input: { ${receipt} })` },
      apply: (ledger) => ledger.add(member, quantity),
    },
    {
      kind: 'sent',
      by,
      text: `sendStock(input: { ${said}, ${units}, toInstitutionId: "${other}" })`,
      apply: (ledger) => ledger.add(member, -quantity),
    },
    {
      kind: 'arrived',
      by,
      text: `receiveStock(input: { ${receipt}, fromInstitutionId: "${other}" })`,
      apply: (ledger) => ledger.add(member, quantity),
    },
    {
      kind: 'adjusted',
      by,
      text: `adjustStock(input: { ${said}, change: ${-quantity}, reasonCode: "DAMAGED" })`,
      apply: (ledger) => ledger.add(member, -quantity),
    },
    {
      kind: 'dispensed',
      by,
      text: `dispensePrescription(id: "${sheet.id}", lines: [{ drugCode: "${drugCode}", quantity: 1 }], idempotencyKey: "STORM-${at}")`,
      apply: (ledger) => {
        ledger.add(member, -1);
        ledger.handed.set(sheet.id, (ledger.handed.get(sheet.id) ?? 0) + 1);
      },
    },
  ];
  return pick(kinds);
}

/** Units of the drug at each member, of whatever batch: what expires first is handed out first. */
async function shelvesOf(asker: Asker): Promise<Record<string, number>> {
  const shelves: Record<string, number> = {};
  for (const member of members) {
    const query = `{ institution(id: "${member}") { stock(search: "${drugCode}") { nodes { batches { quantity } } } } }`;
    const { data } = await asker.run(`pharmacist@${member}`, query);
    const batches = (valueAt(data, 'institution', 'stock', 'nodes', 0, 'batches') ?? []) as {
      quantity: number;
    }[];
    shelves[member] = batches.reduce((sum, { quantity }) => sum + quantity, 0);
  }
  return shelves;
}

async function handedOf(asker: Asker, id: string): Promise<number> {
  const query = `{ prescription(id: "${id}") { items { dispensed } } }`;
  const { data } = await asker.run('clinician@county-hospital', query);
  return Number(valueAt(data, 'prescription', 'items', 0, 'dispensed'));
}
