import { readSensitiveCodes } from '@lianyi/shared/access/sensitive-codes';
import { readUnnamedActs } from '@lianyi/shared/ports/practice-acts';
import { readSupplyRules } from '../community/supply-rules';
import { readDecoctionRules } from '../decoction/decoction-rules';
import { readDrugListRules } from '../drug-list/drug-list-rules';
import { readDrugUseRules } from '../drug-use/drug-use-rules';
import { readPurchasingRules } from '../purchase/purchasing-rules';
import { readReviewRules } from '../review/review-rules';
import { readShortageRules } from '../shortage/shortage-rules';
import { readShortageSteps } from '../shortage/shortage-steps';
import { readStockRules } from '../stock/stock-rules';
import { readDispensingRules } from './dispensing-rules';
import { readPrescribingRules } from './prescribing-rules';
import { readSafetyRules } from './safety-rules';
import { readTransitions } from './transitions';

/** The rules a county edits, read at the start. Throws DataFileError with the first fault. */
export const readPharmacyRules = () => ({
  drugListRules: readDrugListRules(),
  stockRules: readStockRules(),
  supplyRules: readSupplyRules(),
  decoctionRules: readDecoctionRules(),
  drugUseRules: readDrugUseRules(),
  purchasingRules: readPurchasingRules(),
  shortageRules: readShortageRules(),
  shortageTransitions: readShortageSteps(),
  prescribing: readPrescribingRules(),
  safety: readSafetyRules(),
  reviewRules: readReviewRules(),
  dispensing: readDispensingRules(),
  transitions: readTransitions(),
  sensitiveCodes: readSensitiveCodes(),
  unnamedActs: readUnnamedActs(),
});
export type PharmacyRules = ReturnType<typeof readPharmacyRules>;
