import { withCreditCheck, withOrganisationCheck } from '@lianyi/shared/text/check-digits';

const form = /^[0-9A-HJ-NPQRTUWXY]{2}[0-9]{6}[0-9A-HJ-NPQRTUWXY]{10}$/;

/** Where the organisation code (GB 11714) stands in it, its check sign last. */
const organisation = { from: 8, check: 16 };

/**
 * What is odd about a unified social credit code (GB 32100), for people to look at; null where
 * nothing is. Some early codes that are in lawful use fail the check: nothing is refused for it.
 */
export function creditCodeWarning(code: string): string | null {
  if (!form.test(code)) return 'It is no 18 signs of the form of GB 32100.';
  if (withCreditCheck(code.slice(0, -1)) !== code)
    return 'Its check sign does not fit (GB 32100); some early codes in lawful use are so.';
  const signs = code.slice(organisation.from, organisation.check);
  if (withOrganisationCheck(signs) !== code.slice(organisation.from, organisation.check + 1))
    return 'The check sign of the organisation code in it does not fit (GB 11714).';
  return null;
}
