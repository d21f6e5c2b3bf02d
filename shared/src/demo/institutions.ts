import { withCreditCheck, withOrganisationCheck } from '../text/check-digits';
import type { DemoConsortium, DemoInstitution, DemoTier } from './county-types';
import places from './data/institutions.json';

interface Row {
  readonly id: string;
  readonly name: string;
  readonly tier: string;
  readonly region: string;
  readonly parent: string | null;
}

/** Registration authority and class: a public institution registered by the staffing office. */
const publicInstitution = '12';
/** The first number of the invented organisation codes. */
const firstOrganisation = 99_170_100;

const creditCodeOf = (region: string, place: number) => {
  const organisation = withOrganisationCheck(String(firstOrganisation + place * 7));
  return withCreditCheck(`${publicInstitution}${region.slice(0, 6)}${organisation}`);
};

/** The institutions of the county and the two it refers to, their ids fixed. */
export const demoInstitutions: readonly DemoInstitution[] = places.institutions.map(
  ({ id, name, tier, region, parent }: Row, place) => ({
    id,
    ...{ name, regionCode: region, parentId: parent },
    // The data file's tiers are held to the type by a test.
    tier: tier as DemoTier,
    creditCode: creditCodeOf(region, place),
  }),
);

export const demoConsortia: readonly DemoConsortium[] = places.consortia.map((row) => ({
  id: row.id,
  ...{ name: row.name, leadId: row.lead },
  form: row.form as DemoConsortium['form'],
  integration: row.integration as DemoConsortium['integration'],
  memberIds:
    row.members ?? demoInstitutions.map(({ id }) => id).filter((id) => !row.outside.includes(id)),
}));

export interface Township {
  readonly id: string;
  readonly name: string;
  readonly villages: readonly string[];
  readonly weight: number;
}

export const townships: readonly Township[] = places.townships;
export const countyPlace = places.county;

/** The clinics under a township's health centre. */
export const clinicsOf = (townshipId: string): readonly DemoInstitution[] =>
  demoInstitutions.filter(({ parentId }) => parentId === townshipId);
