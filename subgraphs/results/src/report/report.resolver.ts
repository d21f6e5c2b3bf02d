import { registerEnumType } from 'type-graphql';
import { postOutcomes } from './report.service';

export const PostOutcomeEnum = Object.fromEntries(postOutcomes.map((one) => [one, one]));
registerEnumType(PostOutcomeEnum, { name: 'PostOutcome' });

/** Roles that read results of a patient they have a basis for (design section 3). */
export const readers = ['CLINICIAN', 'FAMILY_DOCTOR', 'REPORTER', 'REGIONAL_PLATFORM'] as const;
