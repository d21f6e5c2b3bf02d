import data from './data/drugs.json';
import { dayNumber, dayText } from './days';
import { createRandom, hash } from './random';
import { streams } from './streams';

/** A drug as the demo's doctors prescribe it. */
export interface DemoDrug {
  readonly code: string;
  readonly dosage: string;
  readonly days: number;
  readonly quantity: number;
}
const drugs: Readonly<Record<string, DemoDrug>> = data.drugs;

export function drugOf(word: string): DemoDrug {
  const drug = drugs[word];
  if (!drug) throw new RangeError(`the demo has no drug ${word}`);
  return drug;
}

/** A decoction of Chinese herbal pieces. */
export const pieces: readonly string[] = data.pieces;
/** Codes of all drugs the demo prescribes. */
export const prescribedCodes: readonly string[] = Object.values(drugs).map(({ code }) => code);

export interface DemoBatch {
  readonly number: string;
  readonly expiresOn: string;
  readonly quantity: number;
}

const hashOf = (text: string) => hash(...[...text].map((sign) => sign.charCodeAt(0)));

/** The batches of a drug on an institution's shelf; the first is what it dispensed of. */
export function batchesOf(
  { seed, today }: { seed: number; today: string },
  institutionId: string,
  drugCode: string,
): DemoBatch[] {
  const random = createRandom(seed, streams.stock, hashOf(institutionId), hashOf(drugCode));
  const end = dayNumber(today);
  return Array.from({ length: random.int(1, 3) }, (_, place) => ({
    number: `${dayText(end - random.int(60, 500))
      .slice(2, 7)
      .replace('-', '')}${'ABC'.charAt(place)}${random.int(10, 99)}`,
    expiresOn: dayText(end + random.int(20, 900)),
    quantity: random.int(4, 240),
  }));
}
