import { startOfShanghaiDay } from '@lianyi/shared/time/shanghai-day';
import type { CodeMapping } from '../mapping/code-mapping.entity';

/** One word of a quality manager from before the county's history: how a township spells a unit. */
export function mappingRow(today: string): CodeMapping {
  const mappedAt = startOfShanghaiDay(today, -800);
  return {
    id: 'demo-mapping-1',
    ...{ institutionId: 'township-beiyuan', revision: 1, kind: 'UNIT' },
    ...{ printedKey: '10的9次方/l', printed: '10的9次方/L', itemCode: null, ucumUnit: '10*9/L' },
    ...{ authorSubject: 'quality-manager@county-hospital', authorName: '云溪县中医院质控' },
    ...{ authorInstitutionId: 'county-hospital', mappedAt, appliedAt: mappedAt },
  };
}
