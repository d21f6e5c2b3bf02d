import { Institution, InstitutionTier } from '../institution/institution.entity';
import {
  Practitioner,
  PractitionerCategory,
  TitleLevel,
} from '../practitioner/practitioner.entity';

/** A valid institution. */
export const anInstitution = (overrides: Partial<Institution> = {}): Institution =>
  Object.assign(new Institution(), {
    id: 'county-hospital',
    name: '云溪县中医院',
    tier: InstitutionTier.COUNTY_HOSPITAL,
    creditCode: null,
    regionCode: '341799',
    ...{ parentId: null, addedById: null },
    ...{ institutionCode: null, categoryCode: null },
    ...{ mergedIntoId: null, mergedOn: null },
    ...overrides,
  });

/** A valid practitioner. */
export const aPractitioner = (overrides: Partial<Practitioner> = {}): Practitioner =>
  Object.assign(new Practitioner(), {
    id: 'practitioner-1',
    name: '张三',
    category: PractitionerCategory.PHYSICIAN,
    titleLevel: TitleLevel.INTERMEDIATE,
    titleCode: '233',
    titleSince: null,
    ...{ specialty: '内科', department: null },
    employerId: 'county-hospital',
    leftOn: null,
    ...overrides,
  });
