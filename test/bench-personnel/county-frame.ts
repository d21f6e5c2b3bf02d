import {
  Consortium,
  ConsortiumForm,
  ConsortiumMember,
  fromEver,
  Integration,
} from '@lianyi/personnel/consortium/consortium.entity';
import { Institution, InstitutionTier } from '@lianyi/personnel/institution/institution.entity';
import {
  Practitioner,
  PractitionerCategory,
  TitleLevel,
} from '@lianyi/personnel/practitioner/practitioner.entity';
import { groupBy } from '@lianyi/shared/collections/group-by';
import { at } from '@lianyi/shared/demo/random';

export interface CountySize {
  readonly institutions: number;
  readonly staff: number;
}

/** Who leads the community, and whose manager asks. */
export const leadId = 'lead';
/** People of a village clinic. */
const ofVillage = 4;

/** Two hospitals, a township for ten institutions, and village clinics; all of one tight community. */
export interface CountyFrame {
  readonly institutions: readonly Institution[];
  readonly consortia: readonly Consortium[];
  readonly members: readonly ConsortiumMember[];
  readonly practitioners: readonly Practitioner[];
  readonly townships: readonly Institution[];
  readonly villages: readonly Institution[];
  staffOf(institutionId: string, category: PractitionerCategory): readonly Practitioner[];
}

export function countyFrame({ institutions: all, staff }: CountySize): CountyFrame {
  const townshipCount = Math.max(1, Math.round((all - 2) / 10));
  const hospitals = [leadId, 'second'].map((id) => institutionOf(id, 'COUNTY_HOSPITAL', null));
  const townships = Array.from({ length: townshipCount }, (_, place) =>
    institutionOf(`township-${place}`, 'TOWNSHIP_HEALTH_CENTER', leadId),
  );
  const villages = Array.from({ length: all - 2 - townshipCount }, (_, place) =>
    institutionOf(`village-${place}`, 'VILLAGE_CLINIC', at(townships, place).id),
  );
  const institutions = [...hospitals, ...townships, ...villages];
  const ofTownship = Math.floor(staff / 5 / townshipCount);
  const left = staff - villages.length * ofVillage - townshipCount * ofTownship;
  const practitioners = [
    ...employed(hospitals, Math.floor(left / 2)),
    ...employed(townships, ofTownship),
    ...employed(villages, ofVillage),
  ];
  const byPlace = groupBy(practitioners, (one) => `${one.employerId} ${one.category}`);
  return {
    institutions,
    ...{ townships, villages, practitioners, consortia: [community] },
    members: institutions.map(({ id }) => memberOf(id)),
    staffOf: (id, category) => byPlace.get(`${id} ${category}`) ?? [],
  };
}

const institutionOf = (id: string, tier: keyof typeof InstitutionTier, parentId: string | null) =>
  Object.assign(new Institution(), {
    id,
    ...{ name: `机构 ${id}`, tier: InstitutionTier[tier], parentId },
    ...{ creditCode: null, regionCode: '341799', institutionCode: null, categoryCode: null },
    ...{ addedById: null, mergedIntoId: null, mergedOn: null },
  } satisfies Institution);

const community = Object.assign(new Consortium(), {
  id: 'community',
  ...{ name: '医共体', leadId },
  ...{ form: ConsortiumForm.COUNTY_COMMUNITY, integration: Integration.TIGHT },
} satisfies Consortium);

const memberOf = (institutionId: string) =>
  Object.assign(new ConsortiumMember(), {
    consortiumId: community.id,
    ...{ institutionId, joinedOn: fromEver, lastDay: null },
  } satisfies ConsortiumMember);

const categories = Object.values(PractitionerCategory).filter(
  (one) => one !== PractitionerCategory.VILLAGE_DOCTOR,
);
const titles = [TitleLevel.INTERMEDIATE, TitleLevel.JUNIOR, TitleLevel.ASSOCIATE_SENIOR];

const employed = (employers: readonly Institution[], count: number) =>
  employers.flatMap(({ id: employerId, tier }) =>
    Array.from({ length: count }, (_, index) => {
      const inVillage = tier === InstitutionTier.VILLAGE_CLINIC;
      return Object.assign(new Practitioner(), {
        id: `${employerId}-${index}`,
        ...{ name: `职工 ${index}`, employerId, titleCode: null },
        category: inVillage ? PractitionerCategory.VILLAGE_DOCTOR : at(categories, index),
        titleLevel: inVillage ? TitleLevel.NONE : at(titles, Math.floor(index / categories.length)),
        ...{ titleSince: '2015-01-01', specialty: '内科', department: '内科', leftOn: null },
      } satisfies Practitioner);
    }),
  );
