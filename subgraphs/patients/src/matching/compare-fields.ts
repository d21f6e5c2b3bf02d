import { isOneSlip } from './one-slip';
import { readAddress } from './read-address';

export type BirthDateLevel = 'SAME' | 'SWAPPED' | 'ONE_DIGIT' | 'DISAGREE';
export type NumberLevel = 'SAME' | 'ONE_DIGIT' | 'DISAGREE';
export type AddressLevel = 'SAME' | 'VILLAGE' | 'NEIGHBOUR' | 'TOWNSHIP' | 'DISAGREE';
export type SexLevel = 'SAME' | 'DISAGREE';

/** Days as `YYYY-MM-DD`: the same, day and month swapped, or one slip of the hand apart. */
export function compareBirthDates(one: string | null, other: string | null): BirthDateLevel | null {
  if (one === null || other === null) return null;
  if (one === other) return 'SAME';
  const [year, month, day] = one.split('-');
  if (`${year}-${day}-${month}` === other) return 'SWAPPED';
  const digits = (text: string) => text.replaceAll('-', '');
  return isOneSlip(digits(one), digits(other), { length: false }) ? 'ONE_DIGIT' : 'DISAGREE';
}

/** Two numbers of one kind: phones, or numbers one issuer gave. */
export function compareNumbers(one: string | null, other: string | null): NumberLevel | null {
  if (one === null || other === null) return null;
  if (one === other) return 'SAME';
  return isOneSlip(one, other, { length: false }) ? 'ONE_DIGIT' : 'DISAGREE';
}

/** An extension, or digits typed to get past a field, are nobody's phone. */
const shortestPhone = 7;
export const tellingPhone = (phone: string | null) =>
  phone === null || phone.length < shortestPhone || /^1?(\d)\1+$/.test(phone) ? null : phone;

export const comparePhones = (one: string | null, other: string | null) =>
  compareNumbers(tellingPhone(one), tellingPhone(other));

const differ = (one: string | null, other: string | null) =>
  one !== null && other !== null && one !== other;

/**
 * How near two addresses are: the same house; the same village where one does not say the house;
 * another house of it; the same township. Null where they cannot be told apart or together.
 */
export function compareAddresses(one: string | null, other: string | null): AddressLevel | null {
  if (one === null || other === null) return null;
  const [first, second] = [readAddress(one), readAddress(other)];
  if (differ(first.county, second.county) || differ(first.township, second.township))
    return 'DISAGREE';
  if (first.unit === null || second.unit === null)
    return first.township !== null && second.township !== null ? 'TOWNSHIP' : null;
  if (first.unit !== second.unit)
    return first.township !== null && second.township !== null ? 'TOWNSHIP' : 'DISAGREE';
  if (differ(first.group, second.group) || differ(first.house, second.house)) return 'NEIGHBOUR';
  return first.house === null || second.house === null ? 'VILLAGE' : 'SAME';
}

export function compareSexes(one: string, other: string): SexLevel | null {
  const known = (sex: string) => sex === 'MALE' || sex === 'FEMALE';
  if (!known(one) || !known(other)) return null;
  return one === other ? 'SAME' : 'DISAGREE';
}
