import type { EntityManager } from 'typeorm';

/** A place where the log and the shelves disagree. */
export interface StockFault {
  readonly place: string;
  readonly problem: string;
}

export interface StockVerdict {
  readonly batches: number;
  readonly movements: number;
  /** The first of each kind, in the order of their places; empty where all agree. */
  readonly faults: readonly StockFault[];
}

/** Faults told of each kind: who mends the first twenty runs it again. */
const mostFaults = 20;

type Row = Readonly<Record<string, string | number | null>>;

const batch = '`institutionId`, `drugCode`, `number`';
const of = (table: string) =>
  `${table}.\`institutionId\` AS \`institutionId\`, ${table}.\`drugCode\` AS \`drugCode\`, ${table}.\`number\` AS \`number\``;
const same = (one: string, other: string) =>
  `${one}.\`institutionId\` = ${other}.\`institutionId\` AND ${one}.\`drugCode\` = ${other}.\`drugCode\` AND ${one}.\`number\` = ${other}.\`number\``;

/** Each check is one statement: what moves meanwhile is in it whole or not at all. */
const checks: readonly { readonly sql: string; problem(row: Row): string }[] = [
  {
    sql: `SELECT ${of('b')}, b.\`quantity\` AS \`quantity\`, m.\`total\` AS \`total\`, m.\`rows\` AS \`count\`, m.\`last\` AS \`last\`
      FROM \`stock_batch\` b LEFT JOIN (SELECT ${batch}, SUM(\`change\`) AS \`total\`, COUNT(*) AS \`rows\`, MAX(\`step\`) AS \`last\` FROM \`stock_movement\` GROUP BY ${batch}) m ON ${same('m', 'b')}
      WHERE m.\`total\` IS NULL OR m.\`total\` <> b.\`quantity\` OR m.\`rows\` <> m.\`last\` OR b.\`quantity\` < 0 ORDER BY 1, 2, 3 LIMIT ${mostFaults}`,
    problem: ({ quantity, total, count, last }) =>
      Number(count ?? 0) === Number(last ?? 0)
        ? `${quantity} units lie there, by the log ${total ?? 'none ever came'}`
        : `of ${last} movements ${count} are in the log`,
  },
  {
    sql: `SELECT ${of('m')}, m.\`step\` AS \`step\` FROM \`stock_movement\` m LEFT JOIN \`stock_movement\` p ON ${same('p', 'm')} AND p.\`step\` = m.\`step\` - 1
      WHERE m.\`balance\` < 0 OR m.\`balance\` <> COALESCE(p.\`balance\`, 0) + m.\`change\` ORDER BY 1, 2, 3, 4 LIMIT ${mostFaults}`,
    problem: ({ step }) => `the balance after movement ${step} does not follow from the one before`,
  },
  {
    sql: `SELECT DISTINCT ${of('m')} FROM \`stock_movement\` m LEFT JOIN \`stock_batch\` b ON ${same('b', 'm')} WHERE b.\`number\` IS NULL ORDER BY 1, 2, 3 LIMIT ${mostFaults}`,
    problem: () => 'the batch of its movements is not there',
  },
  {
    sql: `SELECT \`to\` AS \`institutionId\`, \`drugCode\`, \`number\`, \`from\`, SUM(\`sent\`) AS \`sent\`, SUM(\`onTheWay\`) AS \`onTheWay\` FROM (
        SELECT \`otherInstitutionId\` AS \`to\`, \`institutionId\` AS \`from\`, \`drugCode\`, \`number\`, -\`change\` AS \`sent\`, 0 AS \`onTheWay\` FROM \`stock_movement\` WHERE \`kind\` = 'SENT'
        UNION ALL SELECT \`institutionId\`, \`otherInstitutionId\`, \`drugCode\`, \`number\`, -\`change\`, 0 FROM \`stock_movement\` WHERE \`kind\` = 'ARRIVED'
        UNION ALL SELECT \`toInstitutionId\`, \`fromInstitutionId\`, \`drugCode\`, \`number\`, 0, \`quantity\` FROM \`stock_in_transit\`
      ) w GROUP BY \`to\`, \`from\`, \`drugCode\`, \`number\` HAVING SUM(\`sent\`) <> SUM(\`onTheWay\`) OR SUM(\`onTheWay\`) < 0 ORDER BY 1, 2, 3 LIMIT ${mostFaults}`,
    problem: ({ from, sent, onTheWay }) =>
      `${onTheWay} units are on their way from ${from}, by the log ${sent}`,
  },
];

/**
 * Builds the stock anew from its log and compares: every shelf, every balance on the way, no step
 * missing, and what is between two members. Changes nothing.
 */
export async function verifyStock(manager: EntityManager): Promise<StockVerdict> {
  const faults: StockFault[] = [];
  for (const { sql, problem } of checks) {
    const rows: Row[] = await manager.query(sql);
    for (const row of rows) {
      const place = `${row.institutionId}, ${row.drugCode}, batch ${row.number}`;
      faults.push({ place, problem: problem(row) });
    }
  }
  const count = async (table: string): Promise<number> => {
    const [row]: { count: number | string }[] = await manager.query(
      `SELECT COUNT(*) AS \`count\` FROM \`${table}\``,
    );
    return Number(row?.count ?? 0);
  };
  return { batches: await count('stock_batch'), movements: await count('stock_movement'), faults };
}
