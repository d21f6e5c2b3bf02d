import { readSensitiveCodes } from '@lianyi/shared/access/sensitive-codes';
import { readDrugListRules } from '../drug-list/drug-list-rules';
import { readStockRules } from '../stock/stock-rules';
import { readPrescribingRules } from './prescribing-rules';
import { readSafetyRules } from './safety-rules';

/** The rules a county edits, read at the start. Throws DataFileError with the first fault. */
export const readPharmacyRules = () => ({
  drugListRules: readDrugListRules(),
  stockRules: readStockRules(),
  prescribing: readPrescribingRules(),
  safety: readSafetyRules(),
  sensitiveCodes: readSensitiveCodes(),
});
export type PharmacyRules = ReturnType<typeof readPharmacyRules>;
