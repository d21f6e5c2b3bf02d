import type { EntityManager } from 'typeorm';
import type { Drug } from '../drug/drug.entity';

/** The calendar day a stored moment falls on in Shanghai, as an expression of the engine. */
const dayOf = ({ connection }: EntityManager, at: string) =>
  connection.options.type === 'better-sqlite3'
    ? `DATE(${at}, '+8 hours')`
    : `DATE_FORMAT(${at} + INTERVAL 8 HOUR, '%Y-%m-%d')`;

/** A drug in a statement: what joins it, and how a column of it is named. */
export interface JoinedDrug {
  readonly join: string;
  column(name: keyof Drug): string;
}

/**
 * Joins to dispensed lines `l` of visits `d` the drug as it was on the day of the visit, by the rule of
 * `versionOn`: the last version that had begun; before the first of all, that one. A line whose
 * drug the catalogue never had is kept, with nulls.
 */
export function versionOfDay(manager: EntityManager): JoinedDrug {
  const day = dayOf(manager, 'd.`at`');
  const edition = (which: 'MAX' | 'MIN', condition = '') =>
    `(SELECT ${which}(x.\`untilEdition\`) FROM \`drug_version\` x WHERE x.\`code\` = l.\`drugCode\`${condition})`;
  const begun = ` AND (x.\`effectiveFrom\` IS NULL OR x.\`effectiveFrom\` <= ${day})`;
  return {
    join: `LEFT JOIN \`drug\` g ON g.\`code\` = l.\`drugCode\` LEFT JOIN \`drug_version\` v ON v.\`code\` = l.\`drugCode\` AND g.\`effectiveFrom\` > ${day} AND v.\`untilEdition\` = COALESCE(${edition('MAX', begun)}, ${edition('MIN')})`,
    column: (name) => `(CASE WHEN v.\`code\` IS NULL THEN g.\`${name}\` ELSE v.\`${name}\` END)`,
  };
}
