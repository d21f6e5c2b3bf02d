import { readSensitiveCodes } from '@lianyi/shared/access/sensitive-codes';
import { readStockRules } from '../stock/stock-rules';
import { readDispensingRules } from './dispensing-rules';
import { readPrescribingRules } from './prescribing-rules';
import { readSafetyRules } from './safety-rules';
import { readTransitions } from './transitions';

/** The rules a county edits, read at the start. Throws DataFileError with the first fault. */
export const readPharmacyRules = () => ({
  stockRules: readStockRules(),
  dispensing: readDispensingRules(),
  prescribing: readPrescribingRules(),
  safety: readSafetyRules(),
  transitions: readTransitions(),
  sensitiveCodes: readSensitiveCodes(),
});
export type PharmacyRules = ReturnType<typeof readPharmacyRules>;
