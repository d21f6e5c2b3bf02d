import { readSensitiveCodes } from '@lianyi/shared/access/sensitive-codes';
import { readBasisRule } from '../basis/basis-rule';
import { readCapacityRules } from '../capacity/capacity-rules';
import { readConsultationRules } from '../consultation/consultation-rules';
import { readContinuityRules } from '../continuity/continuity-rules';
import { readDiseaseLists } from '../guideline/disease-lists';
import { readGuidelines } from '../guideline/guideline';
import { readOutwardRules } from '../outward/outward-rules';
import { readSatisfactionRules } from '../satisfaction/satisfaction-rules';
import { readClocks } from './clocks';
import { readReasonCodes } from './reason-codes';
import { readTransitions } from './transitions';

/** The rules a county edits, read at the start. Throws DataFileError with the first fault. */
export const readReferralRules = () => ({
  basisRule: readBasisRule(),
  capacityRules: readCapacityRules(),
  clocks: readClocks(),
  consultationRules: readConsultationRules(),
  continuityRules: readContinuityRules(),
  outwardRules: readOutwardRules(),
  diseaseLists: readDiseaseLists(),
  guideline: readGuidelines(),
  reasons: readReasonCodes(),
  satisfactionRules: readSatisfactionRules(),
  transitions: readTransitions(),
  sensitiveCodes: readSensitiveCodes(),
});
export type ReferralRules = ReturnType<typeof readReferralRules>;
