/** The part of the UCUM library that is used; it ships no types. */
declare module '@lhncbc/ucum-lhc' {
  export interface Conversion {
    readonly status: 'succeeded' | 'failed' | 'error';
    readonly toVal: number | null;
  }
  export interface Validation {
    readonly status: 'valid' | 'invalid' | 'error';
    readonly ucumCode: string | null;
  }
  export interface UcumUtilities {
    convertUnitTo(
      from: string,
      value: number,
      to: string,
      options?: { readonly molecularWeight?: number },
    ): Conversion;
    validateUnitString(unit: string): Validation;
  }
  export const UcumLhcUtils: { getInstance(): UcumUtilities };
}
