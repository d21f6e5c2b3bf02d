import { registerEnumType } from 'type-graphql';

/** As the personnel subgraph names them. */
export enum InstitutionTier {
  PROVINCIAL_HOSPITAL = 'PROVINCIAL_HOSPITAL',
  CITY_HOSPITAL = 'CITY_HOSPITAL',
  COUNTY_HOSPITAL = 'COUNTY_HOSPITAL',
  TOWNSHIP_HEALTH_CENTER = 'TOWNSHIP_HEALTH_CENTER',
  COMMUNITY_HEALTH_CENTER = 'COMMUNITY_HEALTH_CENTER',
  VILLAGE_CLINIC = 'VILLAGE_CLINIC',
  SHARED_CENTER = 'SHARED_CENTER',
  PUBLIC_HEALTH_BODY = 'PUBLIC_HEALTH_BODY',
}
registerEnumType(InstitutionTier, { name: 'InstitutionTier' });
