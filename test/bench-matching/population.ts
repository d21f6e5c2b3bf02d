import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';

export interface Demographics {
  readonly name: string;
  readonly gender: 'MALE' | 'FEMALE' | 'UNKNOWN' | 'NOT_STATED';
  readonly birthDate?: string | null;
  readonly phone?: string | null;
  readonly address?: string | null;
}

export interface GivenNumber {
  readonly system:
    | 'RESIDENT_ID'
    | 'PASSPORT'
    | 'RESIDENCE_PERMIT'
    | 'INSURANCE_NUMBER'
    | 'HEALTH_CARD'
    | 'MEDICAL_RECORD_NUMBER';
  readonly value: string;
}

/** One registration as a desk sends it, and who it really is. */
export interface Sample {
  /** The same text for the same person. */
  readonly truth: string;
  /** What is wrong with it; `none` where it is not said. */
  readonly class: string;
  readonly institutionId: string;
  readonly identifiers: readonly GivenNumber[];
  readonly demographics: Demographics;
  /** The twin of this person: the two must never be one record. */
  readonly twinOf?: string;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Reads one line of a population. Throws with the number of the line where it is none. */
export function readSample(line: string, number: number): Sample {
  const fail = (problem: string) => new Error(`line ${number}: ${problem}.`);
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    throw fail('is no JSON');
  }
  if (!isObject(value) || typeof value.truth !== 'string') throw fail('truth must be a text');
  if (!isObject(value.demographics)) throw fail('demographics must be an object');
  const text = (field: unknown, otherwise: string) =>
    typeof field === 'string' ? field : otherwise;
  return {
    truth: value.truth,
    class: text(value.class, 'none'),
    institutionId: text(value.institutionId, 'county-hospital'),
    // What they hold is checked by the product, which refuses what it cannot take.
    identifiers: (Array.isArray(value.identifiers) ? value.identifiers : []) as GivenNumber[],
    demographics: value.demographics as unknown as Demographics,
    ...(typeof value.twinOf === 'string' ? { twinOf: value.twinOf } : {}),
  };
}

/** A population from a file, in the order in which its people come. */
export async function readPopulation(path: string): Promise<Sample[]> {
  const samples: Sample[] = [];
  let number = 0;
  for await (const line of createInterface({ input: createReadStream(path, 'utf8') })) {
    number += 1;
    if (line.trim() !== '') samples.push(readSample(line, number));
  }
  return samples;
}
