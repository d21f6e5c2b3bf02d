import type { CursorValue } from '@lianyi/shared/database/select-pages';
import { placeholders, selectRows } from '@lianyi/shared/database/select-rows';
import type { EntityManager } from 'typeorm';
import { IdentifierSystem } from '../identifier/identifier.entity';
import { blindKind } from '../identifier/normalize-identifier';
import { readResidentId } from '../identifier/resident-id';
import type { IndexView, SealedReader } from '../keys/key-state';
import { PatientRow } from '../patient/patient.entity';
import { normalizePhone } from '../patient/patient-rows';
import type { SearchText } from './search-text';

type Parameter = string | number;
interface Condition {
  readonly sql: string;
  readonly parameters: readonly Parameter[];
}

/** A hit and where the next page goes on: the lane it was found in and its place there. */
export interface Hit {
  readonly row: PatientRow;
  readonly cursor: readonly [lane: number, key: string, id: string];
}

export interface SearchQuestion {
  readonly text: SearchText;
  readonly birthDate: string | null;
  /** Whose record numbers are meant. */
  readonly institutionId: string;
  readonly limit: number;
  readonly after: readonly CursorValue[] | null;
  readonly earliestBirth: string;
  readonly today: string;
}

/** After every text that begins with a prefix, in the code point order of both engines. */
const end = '\u{10FFFF}';

const beginsWith = (column: string, text: string): Condition => ({
  sql: `(\`${column}\` >= ? AND \`${column}\` < ?)`,
  parameters: [text, `${text}${end}`],
});

/**
 * Patients a search finds, by index alone. By name only: the lanes of its script one after the
 * other, each in the order of its index, so that exact names come first. With a number or a day
 * of birth the candidates are few: found by that, narrowed by the name, in the order of ids.
 */
export async function findPatients(
  manager: EntityManager,
  cipher: SealedReader,
  question: SearchQuestion,
): Promise<Hit[]> {
  const { text, birthDate } = question;
  if (text.number !== null) {
    const { number } = text;
    return cipher.look(manager, (view) => byNumber(manager, view, number, question));
  }
  if (birthDate !== null)
    return inOrderOfIds(manager, { sql: '`birthDate` = ?', parameters: [birthDate] }, '', question);
  return text.name === null ? [] : byName(manager, text.name, question);
}

async function byName(
  manager: EntityManager,
  { script, text }: NonNullable<SearchText['name']>,
  { limit, after }: SearchQuestion,
): Promise<Hit[]> {
  const columns = script === 'CHARACTERS' ? (['nameKey'] as const) : latinColumns(text);
  const [fromLane, fromKey, fromId] = after ?? [0, '', ''];
  const hits: Hit[] = [];
  for (const [lane, column] of columns.entries()) {
    if (lane < Number(fromLane) || hits.length >= limit) continue;
    const resumed = lane === Number(fromLane) && after !== null;
    const from = resumed ? String(fromKey) : text;
    const conditions = [
      { sql: `\`${column}\` >= ? AND \`${column}\` < ?`, parameters: [from, `${text}${end}`] },
      // The lower bound is the cursor's own key, so a deep page costs what the first does.
      resumed
        ? { sql: `(\`${column}\` > ? OR \`id\` > ?)`, parameters: [from, String(fromId)] }
        : null,
      ...columns.slice(0, lane).map((earlier) => not(beginsWith(earlier, text))),
    ];
    const { sql, parameters } = all(conditions);
    const tail = `WHERE ${sql} ORDER BY \`${column}\`, \`id\` LIMIT ${limit - hits.length}`;
    const rows = await selectRows(manager, PatientRow, tail, parameters);
    hits.push(...rows.map((row): Hit => ({ row, cursor: [lane, row[column], row.id] })));
  }
  return hits;
}

/** One letter begins the same names in either spelling. */
const latinColumns = (text: string) =>
  text.length === 1 ? (['pinyin'] as const) : (['pinyin', 'initials'] as const);

/** Phone, last four digits of it, record number here, identity number: whichever it can be. */
function byNumber(
  manager: EntityManager,
  { indices, current }: IndexView,
  number: string,
  question: SearchQuestion,
): Promise<Hit[]> {
  const value = number.toUpperCase();
  const held = (system: IdentifierSystem, issuerId: string, text: string): Condition => {
    const found = indices(blindKind(system), text);
    return {
      sql: `SELECT \`patientId\` AS \`foundId\` FROM \`patient_identifier\` WHERE \`system\` = ? AND \`issuerId\` = ? AND \`blindIndex\` IN (${placeholders(found)}) AND ${current.sql}`,
      parameters: [system, issuerId, ...found, ...current.parameters],
    };
  };
  const reached = (column: string, kind: string, text: string): Condition => {
    const found = indices(kind, text);
    return {
      sql: `SELECT \`id\` FROM \`patient\` WHERE \`${column}\` IN (${placeholders(found)}) AND ${current.sql}`,
      parameters: [...found, ...current.parameters],
    };
  };
  const ways = [held(IdentifierSystem.MEDICAL_RECORD_NUMBER, question.institutionId, value)];
  const resident = readResidentId(value, question);
  if ('value' in resident) ways.push(held(IdentifierSystem.RESIDENT_ID, '', resident.value));
  const phone = normalizePhone(number);
  if (phone !== null) ways.push(reached('phoneIndex', 'phone', phone));
  if (/^\d{4}$/.test(number)) ways.push(reached('phoneTailIndex', 'phone-tail', number));
  const found = {
    sql: `JOIN (${ways.map(({ sql }) => sql).join(' UNION ')}) \`found\` ON \`foundId\` = \`id\``,
    parameters: ways.flatMap(({ parameters }) => parameters),
  };
  const { birthDate } = question;
  const born = birthDate === null ? null : { sql: '`birthDate` = ?', parameters: [birthDate] };
  return inOrderOfIds(manager, born, found, question);
}

async function inOrderOfIds(
  manager: EntityManager,
  condition: Condition | null,
  join: Condition | '',
  { text, limit, after }: SearchQuestion,
): Promise<Hit[]> {
  const { sql, parameters } = all([
    { sql: '`id` > ?', parameters: [String(after?.[2] ?? '')] },
    condition,
    text.name && named(text.name),
  ]);
  const from = join === '' ? { sql: '', parameters: [] } : join;
  const tail = `${from.sql} WHERE ${sql} ORDER BY \`id\` LIMIT ${limit}`;
  const rows = await selectRows(manager, PatientRow, tail, [...from.parameters, ...parameters]);
  return rows.map((row): Hit => ({ row, cursor: [0, '', row.id] }));
}

/** Among few candidates characters may stand anywhere in the name. */
function named({ script, text }: NonNullable<SearchText['name']>): Condition {
  if (script === 'CHARACTERS') return { sql: 'instr(`nameKey`, ?) > 0', parameters: [text] };
  const [pinyin, initials] = [beginsWith('pinyin', text), beginsWith('initials', text)];
  return {
    sql: `(${pinyin.sql} OR ${initials.sql})`,
    parameters: [...pinyin.parameters, ...initials.parameters],
  };
}

const not = ({ sql, parameters }: Condition): Condition => ({ sql: `NOT ${sql}`, parameters });

function all(conditions: readonly (Condition | null)[]): Condition {
  const given = conditions.filter((one) => one !== null);
  return {
    sql: given.map(({ sql }) => sql).join(' AND '),
    parameters: given.flatMap(({ parameters }) => parameters),
  };
}
