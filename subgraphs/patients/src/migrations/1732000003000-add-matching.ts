import {
  addColumns,
  columnTypes,
  createTable,
  nullable,
  primary,
} from '@lianyi/shared/database/tables';
import { type MigrationInterface, type QueryRunner, Table } from 'typeorm';
import { nameKeys } from '../patient/patient-name';
import { claimKeyOf } from '../registration/claim-key';
import { blockRows } from '../registration/person-blocks';

const { varchar, int, json } = columnTypes;

/** Blocks that make the search for one person's records fast, and what spoke for a candidate. */
export class AddMatching1732000003000 implements MigrationInterface {
  async up(runner: QueryRunner) {
    await createTables(runner);
    let after = '';
    for (;;) {
      const rows: StoredPatient[] = await runner.query(
        `SELECT \`id\`, \`name\`, \`nameKey\`, \`pinyin\`, \`initials\`, \`birthDate\`, \`address\` FROM \`patient\` WHERE \`id\` > ? ORDER BY \`id\` LIMIT ${atOnce}`,
        [after],
      );
      for (const row of rows) await foldName(runner, row);
      await fillBlocks(runner, rows);
      const last = rows.at(-1);
      if (!last) break;
      after = last.id;
    }
    await foldClaims(runner);
  }

  async down(runner: QueryRunner) {
    await runner.dropColumn('duplicate_candidate', 'evidence');
    await runner.dropTable('match_gate');
    await runner.dropTable('patient_block');
  }
}

interface StoredPatient {
  readonly id: string;
  readonly name: string;
  readonly nameKey: string;
  readonly pinyin: string;
  readonly initials: string;
  readonly birthDate: string | null;
  readonly address: string | null;
}

const atOnce = 500;

/** Each only where it is missing: a server that commits every change of tables may have some. */
async function createTables(runner: QueryRunner) {
  if (!(await runner.hasTable('patient_block'))) {
    const columns = [varchar('key', 12, primary), varchar('patientId', 36, primary)];
    await runner.createTable(new Table({ name: 'patient_block', columns, withoutRowid: true }));
  }
  if (!(await runner.hasTable('match_gate')))
    await createTable(runner, 'match_gate', { columns: [int('id', primary)] });
  if (!(await runner.hasColumn('duplicate_candidate', 'evidence')))
    await addColumns(runner, 'duplicate_candidate', [json('evidence', nullable)]);
}

/** Names written in traditional or variant characters are found by the usual ones from now on. */
async function foldName(runner: QueryRunner, row: StoredPatient) {
  const { nameKey, pinyin, initials } = nameKeys(row.name);
  if (nameKey === row.nameKey && pinyin === row.pinyin && initials === row.initials) return;
  await runner.query(
    'UPDATE `patient` SET `nameKey` = ?, `pinyin` = ?, `initials` = ? WHERE `id` = ?',
    [nameKey, pinyin, initials, row.id],
  );
}

async function fillBlocks(runner: QueryRunner, rows: readonly StoredPatient[]) {
  const blocks = rows.flatMap((row) => blockRows({ ...row, ...nameKeys(row.name) }));
  if (blocks.length === 0) return;
  const sqlite = runner.connection.options.type === 'better-sqlite3';
  const places = blocks.map(() => '(?, ?)').join(', ');
  await runner.query(
    `INSERT ${sqlite ? 'OR IGNORE' : 'IGNORE'} INTO \`patient_block\` (\`key\`, \`patientId\`) VALUES ${places}`,
    blocks.flatMap(({ key, patientId }) => [key, patientId]),
  );
}

/** Where two writings of one name claim a number, the one that is folded already stays the claim. */
async function foldClaims(runner: QueryRunner) {
  const claims: {
    system: string;
    issuerId: string;
    blindIndex: string;
    claim: string;
    birthDate: string | null;
  }[] = await runner.query(
    "SELECT `system`, `issuerId`, `blindIndex`, `claim`, `birthDate` FROM `patient_identifier` JOIN `patient` ON `patient`.`id` = `patientId` WHERE `claim` <> ''",
  );
  const sqlite = runner.connection.options.type === 'better-sqlite3';
  for (const { claim, birthDate, ...number } of claims) {
    const folded = claimKeyOf({ name: claim, birthDate });
    if (folded === claim) continue;
    await runner.query(
      `UPDATE ${sqlite ? 'OR IGNORE' : 'IGNORE'} \`patient_identifier\` SET \`claim\` = ? WHERE \`system\` = ? AND \`issuerId\` = ? AND \`blindIndex\` = ? AND \`claim\` = ?`,
      [folded, number.system, number.issuerId, number.blindIndex, claim],
    );
  }
}
