const residentWeights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const organisationWeights = [3, 7, 9, 10, 5, 8, 4, 2];
const creditWeights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
const creditAlphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';

const weighted = (text: string, weights: readonly number[], worth: (sign: string) => number) =>
  weights.reduce((sum, weight, place) => sum + weight * worth(text.charAt(place)), 0);

/** A resident identity number from its first 17 digits (GB 11643, ISO 7064 MOD 11-2). */
export const withResidentCheck = (digits: string): string =>
  `${digits}${'10X98765432'.charAt(weighted(digits, residentWeights, Number) % 11)}`;

/** An organisation code from its first 8 signs (GB 11714), without the hyphen. */
export function withOrganisationCheck(signs: string): string {
  const worth = (sign: string) => Number.parseInt(sign, 36);
  const rest = 11 - (weighted(signs, organisationWeights, worth) % 11);
  return `${signs}${rest === 10 ? 'X' : rest % 11}`;
}

/** A unified social credit code from its first 17 signs (GB 32100). */
export function withCreditCheck(signs: string): string {
  const worth = (sign: string) => creditAlphabet.indexOf(sign);
  const rest = (31 - (weighted(signs, creditWeights, worth) % 31)) % 31;
  return `${signs}${creditAlphabet.charAt(rest)}`;
}
