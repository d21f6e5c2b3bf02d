import { personnelTables } from '@lianyi/personnel/data-source';
import type { Database } from '@lianyi/shared/database/database';
import { type DatabaseLocation, openDatabase } from '@lianyi/shared/database/open-database';
import { recordStatements } from '@lianyi/shared/testing/record-statements';
import type { CountySize } from './county-frame';
import { fillCounty, openCounty, type PersonnelCounty } from './open-county';

/** What one question cost in one county. */
export interface Cost {
  readonly statements: number;
  /** What the engine looked at; null where it does not tell. */
  readonly rowsRead: number | null;
  /** Length of the answer. */
  readonly length: number;
  /** Of each round. */
  readonly milliseconds: number[];
}

/** The costs of a question in both counties. */
export interface Compared {
  readonly name: string;
  readonly small: Cost;
  readonly large: Cost;
}

export interface OpenedCounty extends PersonnelCounty {
  readonly database: Database;
  readonly statements: string[];
}

/** Fills a database and opens it anew by one connection, whose own counters tell what was read. */
export async function openFilled(
  location: DatabaseLocation,
  size: CountySize,
): Promise<OpenedCounty> {
  const filled = await openDatabase({ ...personnelTables, location });
  await fillCounty(filled, size);
  await filled.close();
  const statements: string[] = [];
  const serverRules = { connections: 1 };
  const recorded = { ...personnelTables, statements: recordStatements(statements) };
  const database = await openDatabase({ ...recorded, location, serverRules });
  return { ...openCounty(database, size), database, statements };
}

/** Asks both counties in turn, round after round, the second first in every other one. */
export async function compare(
  small: OpenedCounty,
  large: OpenedCounty,
  rounds: number,
): Promise<Compared[]> {
  const compared: Compared[] = [];
  for (const [place, { name }] of small.questions.entries()) {
    const costs = { small: await costOf(small, place), large: await costOf(large, place) };
    for (let round = 0; round < rounds; round += 1)
      for (const which of round % 2 === 0
        ? (['small', 'large'] as const)
        : (['large', 'small'] as const))
        costs[which].milliseconds.push(await time(which === 'small' ? small : large, place));
    compared.push({ name, ...costs });
  }
  return compared;
}

function questionAt({ questions }: PersonnelCounty, place: number) {
  const question = questions[place];
  if (!question) throw new Error('both counties are asked the same');
  return question;
}

async function costOf(county: OpenedCounty, place: number): Promise<Cost> {
  const question = questionAt(county, place);
  // What is read by looking at the counters is not the question's.
  const [first, before] = [await rowsRead(county), await rowsRead(county)];
  county.statements.length = 0;
  const length = await county.ask(question);
  const statements = county.statements.length;
  const after = await rowsRead(county);
  const read = first === null || before === null || after === null;
  const rows = read ? null : after - before - (before - first);
  return { statements, rowsRead: rows, length, milliseconds: [] };
}

async function rowsRead({ database }: OpenedCounty): Promise<number | null> {
  if (database.kind === 'sqlite') return null;
  const counters: { Value: string }[] = await database.read.query(
    "SHOW SESSION STATUS LIKE 'Handler_read%'",
  );
  return counters.reduce((sum, { Value }) => sum + Number(Value), 0);
}

async function time(county: OpenedCounty, place: number): Promise<number> {
  const began = performance.now();
  await county.ask(questionAt(county, place));
  return performance.now() - began;
}
