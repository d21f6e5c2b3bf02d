import { withOrganisationCheck } from '@lianyi/shared/text/check-digits';

/** 9 organisation code, 6 division, 2 economic type, 4 category (WS 218), 1 management class. */
const whole = /^([0-9A-Z]{8}[0-9X])([0-9]{6})([0-9]{2})([A-Z][0-9]{3})([129])$/;

/** Of a clinic, station or village room: 6 division, 4 serial, its kind (1 to 3), its ownership (1 to 9). */
const small = /^[0-9]{6}[0-9]{4}[123][1-9]$/;

/** Where the organisation code stands in a unified social credit code. */
const inCreditCode = { from: 8, to: 17 };

/** Whether a text has the form of a category (WS 218), such as C220. */
export const isCategoryCode = (text: string) => /^[A-Z][0-9]{3}$/.test(text);

export interface CodedInstitution {
  readonly institutionCode: string | null;
  readonly categoryCode: string | null;
  readonly creditCode: string | null;
}

/**
 * What is odd about the code of a medical institution, for people to look at; null where nothing is.
 * Codes in lawful use fail checks: nothing is refused for it.
 */
export function institutionCodeWarning(institution: CodedInstitution): string | null {
  const { categoryCode, creditCode, institutionCode: code } = institution;
  if (code === null || small.test(code)) return null;
  const [, organisation = '', , , category = ''] = whole.exec(code) ?? [];
  if (organisation === '') return 'It has the form of neither 22 signs nor 12 digits.';
  if (withOrganisationCheck(organisation.slice(0, -1)) !== organisation)
    return 'The check sign of the organisation code in it does not fit (GB 11714).';
  if (creditCode !== null && creditCode.slice(inCreditCode.from, inCreditCode.to) !== organisation)
    return 'The organisation code in it is another than in the credit code.';
  if (categoryCode !== null && categoryCode !== category)
    return 'The category in it is another than the institution’s.';
  return null;
}
