import { keysetCondition, type PageRequest } from '@lianyi/shared/database/select-pages';
import { placeholders, selectRows } from '@lianyi/shared/database/select-rows';
import DataLoader from 'dataloader';
import type { EntityManager } from 'typeorm';
import { QualityControl, QualityControlCorrection } from './quality.entity';

export interface ControlsOf {
  readonly institutionId: string;
  readonly itemCode: string | null;
}

const order = [
  { column: 'day', direction: 'DESC' },
  { column: 'itemCode', direction: 'DESC' },
] as const;

/** What was said of the control of an institution, the last day first. */
export function selectControls(
  manager: EntityManager,
  { institutionId, itemCode }: ControlsOf,
  { first, after }: PageRequest,
): Promise<QualityControl[]> {
  const keyset = keysetCondition<QualityControl>(order, after);
  const conditions = [
    '`institutionId` = ?',
    ...(itemCode === null ? [] : ['`itemCode` = ?']),
    ...(keyset.sql === '' ? [] : [keyset.sql]),
  ];
  const tail = `WHERE ${conditions.join(' AND ')} ORDER BY \`day\` DESC, \`itemCode\` DESC LIMIT ${first + 1}`;
  const parameters = [institutionId, ...(itemCode === null ? [] : [itemCode])];
  return selectRows(manager, QualityControl, tail, [...parameters, ...keyset.parameters]);
}

/** What was said of a control before it was corrected, oldest first. */
export const createCorrectionLoader = (manager: EntityManager) =>
  new DataLoader<QualityControl, QualityControlCorrection[]>(async (controls) => {
    const institutionIds = [...new Set(controls.map(({ institutionId }) => institutionId))];
    const days = [...new Set(controls.map(({ day }) => day))];
    const tail = `WHERE \`institutionId\` IN (${placeholders(institutionIds)}) AND \`day\` IN (${placeholders(days)}) ORDER BY \`revision\``;
    const found = await selectRows(manager, QualityControlCorrection, tail, [
      ...[...institutionIds, ...days],
    ]);
    return controls.map(({ institutionId, itemCode, day }) =>
      found.filter(
        (one) =>
          one.institutionId === institutionId && one.itemCode === itemCode && one.day === day,
      ),
    );
  });
