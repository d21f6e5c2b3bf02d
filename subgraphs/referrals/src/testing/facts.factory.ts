import { type Facts, known, type LatestValue, type RecordedCondition } from '../guideline/facts';

/** Units by code, as the guideline asks for them. */
const units: Readonly<Record<string, string>> = {
  '8480-6': 'mm[Hg]',
  ...{ '8462-4': 'mm[Hg]', '8867-4': '/min', '9279-1': '/min' },
  ...{ '59408-5': '%', '8310-5': 'Cel', '4548-4': '%', '2823-3': 'mmol/L', '718-7': 'g/L' },
  ...{ '14771-0': 'mmol/L', '14749-6': 'mmol/L', '22664-7': 'mmol/L' },
  '98979-8': 'mL/min/{1.73_m2}',
};

export interface FactsWanted {
  /** Numbers by code, taken a moment ago; a word is what the laboratory called the result. */
  readonly values?: Readonly<Record<string, number | string>>;
  /** How old the values are, in days. */
  readonly days?: number;
  readonly comparator?: string | null;
  readonly gender?: string;
  readonly birthDate?: string | null;
  readonly diagnoses?: readonly string[];
  readonly conditions?: readonly RecordedCondition[];
  /** Whether nothing is kept from the viewer. */
  readonly whole?: boolean;
}

/** 1 June 2026, noon in Shanghai. */
const at = new Date('2026-06-01T04:00:00Z');

/** What is known of a woman of forty, with nothing recorded and nothing measured. */
export function aFacts(wanted: FactsWanted = {}): Facts {
  const { birthDate = '1986-06-01', gender = 'FEMALE', whole = true, days = 0 } = wanted;
  const takenAt = new Date(at.getTime() - days * 24 * 3600 * 1000);
  const latest = Object.entries(wanted.values ?? {}).map(([code, value]): [string, LatestValue] => [
    typeof value === 'number' ? `${code} ${units[code] ?? ''}` : `${code} `,
    {
      takenAt,
      comparator: wanted.comparator ?? null,
      number: typeof value === 'number' ? value : null,
      interpretation: typeof value === 'string' ? value : 'NORMAL',
    },
  ]);
  return {
    at,
    ...{ diagnoses: wanted.diagnoses ?? [], measured: new Map() },
    person: known({ gender, birthDate }),
    record: known({ conditions: wanted.conditions ?? [], whole }),
    values: known({ latest: new Map(latest), whole }),
  };
}
