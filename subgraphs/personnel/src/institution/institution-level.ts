import { InvalidInput } from '@lianyi/shared/errors/domain-error';
import { type Institution, InstitutionTier } from './institution.entity';

/** From the top; a centre and a public health body stand beside the townships. */
const levels: readonly (readonly InstitutionTier[])[] = [
  [InstitutionTier.PROVINCIAL_HOSPITAL],
  [InstitutionTier.CITY_HOSPITAL],
  [InstitutionTier.COUNTY_HOSPITAL],
  [
    ...[InstitutionTier.TOWNSHIP_HEALTH_CENTER, InstitutionTier.COMMUNITY_HEALTH_CENTER],
    ...[InstitutionTier.SHARED_CENTER, InstitutionTier.PUBLIC_HEALTH_BODY],
  ],
  [InstitutionTier.VILLAGE_CLINIC],
];

const levelOf = (tier: InstitutionTier) => levels.findIndex((tiers) => tiers.includes(tier));

/** Refuses an institution above that is of no higher level: so none is ever above itself. */
export function checkParent({ tier }: Pick<Institution, 'tier'>, parent: Institution) {
  if (levelOf(parent.tier) >= levelOf(tier))
    throw new InvalidInput('parentId', `${parent.tier} is not above ${tier}.`);
}
