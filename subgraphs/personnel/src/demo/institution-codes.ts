import type { DemoInstitution, DemoTier } from '@lianyi/shared/demo/county-types';

/** WS 218 categories of the demo county’s tiers; a shared centre is none of its own. */
const categories: Readonly<Record<DemoTier, string | null>> = {
  PROVINCIAL_HOSPITAL: 'A100',
  CITY_HOSPITAL: 'A100',
  COUNTY_HOSPITAL: 'A100',
  TOWNSHIP_HEALTH_CENTER: 'C220',
  VILLAGE_CLINIC: 'D600',
  SHARED_CENTER: null,
};

/** State-owned; not for profit. */
const [economy, management] = ['11', '1'];

/** The code and category of a demo institution: village rooms have the small code, by their place. */
export function demoInstitutionCodes(
  { creditCode, name, regionCode, tier }: DemoInstitution,
  place: number,
) {
  const categoryCode = name.includes('中医院') ? 'A210' : categories[tier];
  if (categoryCode === null) return { institutionCode: null, categoryCode };
  const division = regionCode.slice(0, 6);
  const institutionCode =
    tier === 'VILLAGE_CLINIC'
      ? `${division}${String(place + 1).padStart(4, '0')}32`
      : `${creditCode.slice(8, 17)}${division}${economy}${categoryCode}${management}`;
  return { institutionCode, categoryCode };
}
