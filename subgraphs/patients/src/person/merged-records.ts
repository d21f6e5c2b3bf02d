/**
 * For a WITH clause: the records that were merged into another, and the person each belongs to.
 * They are few. Every other record stands for its own person, so that a statement over many
 * need look into none of their rows: the person of a record is its `mergedPerson`, else itself.
 * DISTINCT has both engines find them first, and once, instead of at every record.
 */
export const mergedRecords =
  "`merged` AS (SELECT DISTINCT `id` AS `mergedId`, `personId` AS `mergedPerson` FROM `patient` WHERE `mergedInto` > '')";
