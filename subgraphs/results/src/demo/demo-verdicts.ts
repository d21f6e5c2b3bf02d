import { groupBy } from '@lianyi/shared/collections/group-by';
import type { County } from '@lianyi/shared/demo/county';
import type { Position } from '@lianyi/shared/ports/institution-positions';
import { shanghaiDay } from '@lianyi/shared/time/shanghai-day';
import type { Catalogue } from '../catalogue/catalogue';
import type { LabReport } from '../lab-report/lab-report.entity';
import type { Observation } from '../lab-report/observation.entity';
import { recognize, type Verdict } from '../recognition/recognize';
import { controlRows, qualityRows } from './quality.rows';

/** The verdict on a value for an institution at a moment; null where its rows do not say enough. */
export type DemoVerdicts = (
  report: Partial<LabReport>,
  value: Partial<Observation>,
  at: string,
  instant: Date,
) => Verdict | null;

const keyOf = ({ institutionId, itemCode }: { institutionId: string; itemCode: string }) =>
  `${institutionId}\n${itemCode}`;

/** Judges a demo county's values by its own quality records, before any of it is stored. */
export function createDemoVerdicts(catalogue: Catalogue, county: County): DemoVerdicts {
  const quality = groupBy(qualityRows(catalogue, county.today), keyOf);
  const controls = groupBy(controlRows(county.today), keyOf);
  const positions = new Map(county.institutions.map(({ id }) => [id, positionOf(county, id)]));
  return ({ status, issuedAt, effectiveAt = null }, value, atId, instant) => {
    const { institutionId, itemCode, mapped, comparable = false } = value;
    const at = positions.get(atId);
    const item = mapped && itemCode ? catalogue.find(itemCode) : null;
    if (!institutionId || !item || !status || !issuedAt || !at) return null;
    const key = keyOf({ institutionId, itemCode: item.code });
    return recognize({
      result: { institutionId, status, effectiveAt, issuedAt, comparable },
      window: catalogue.windows.on(item, shanghaiDay(instant)),
      ...{ quality: quality.get(key) ?? [], controls: controls.get(key) ?? [] },
      ...{ from: positions.get(institutionId) ?? null, at, instant, agreed: false },
      ...{ base: catalogue.windows.base, reach: catalogue.scopes.reach },
    });
  };
}

function positionOf({ institutions, consortia }: County, institutionId: string): Position {
  const tight = consortia.filter(
    ({ integration, memberIds }) => integration === 'TIGHT' && memberIds.includes(institutionId),
  );
  return {
    institutionId,
    consortiumIds: tight.map(({ id }) => id),
    regionCode: institutions.find(({ id }) => id === institutionId)?.regionCode ?? '',
  };
}
