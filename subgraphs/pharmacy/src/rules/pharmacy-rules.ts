import { readStockRules } from '../stock/stock-rules';

/** The rules a county edits, read at the start. Throws DataFileError with the first fault. */
export const readPharmacyRules = () => ({ stockRules: readStockRules() });
export type PharmacyRules = ReturnType<typeof readPharmacyRules>;
