import {
  Consortium,
  ConsortiumForm,
  ConsortiumMember,
  Integration,
} from '../consortium/consortium.entity';
import { InstitutionTier } from '../institution/institution.entity';
import { TitleLevel } from '../practitioner/practitioner.entity';
import { anInstitution, aPractitioner } from './personnel.factory';

const township = InstitutionTier.TOWNSHIP_HEALTH_CENTER;

const aConsortium = (id: string, leadId: string, integration: Integration) =>
  Object.assign(new Consortium(), {
    id,
    ...{ name: id, leadId, integration, form: ConsortiumForm.COUNTY_COMMUNITY },
  });
const aMember = (consortiumId: string, institutionId: string) =>
  Object.assign(new ConsortiumMember(), { consortiumId, institutionId });

/** A tight community of two hospitals and two townships, led by one; a city hospital leads loosely. */
export const postingCounty = () => [
  anInstitution(),
  anInstitution({ id: 'people-hospital', name: '云溪县人民医院' }),
  anInstitution({ id: 'city-hospital', tier: InstitutionTier.CITY_HOSPITAL }),
  anInstitution({ id: 'township-dongpu', name: '东浦镇卫生院', tier: township }),
  anInstitution({ id: 'township-shahe', name: '沙河镇卫生院', tier: township }),
  aConsortium('tight', 'county-hospital', Integration.TIGHT),
  aConsortium('loose', 'city-hospital', Integration.LOOSE),
  ...['county-hospital', 'people-hospital', 'township-dongpu', 'township-shahe'].flatMap((id) => [
    aMember('tight', id),
    aMember('loose', id),
  ]),
];

/** An attending physician of the lead hospital. */
export const anAttending = (id: string, employerId = 'county-hospital') =>
  aPractitioner({ id, employerId, titleLevel: TitleLevel.INTERMEDIATE });
