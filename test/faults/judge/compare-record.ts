import { isDeepStrictEqual } from 'node:util';
import type { Answer } from '../../support/client';
import type { FindingKind, Findings } from './findings';

type Path = readonly (string | number)[];
type Add = (kind: FindingKind, at: Path, what: string) => void;

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The part that answers a field, and all below it; what is not named here is the patients part’s. */
const answeredBy: Readonly<Record<string, string>> = {
  labReports: 'results',
  ...{ examReports: 'results', referrals: 'referrals' },
  ...{ prescriptions: 'pharmacy', item: 'results', drug: 'pharmacy' },
  ...{ institution: 'personnel', practitioner: 'personnel', prescriber: 'personnel' },
  ...{ recordedBy: 'personnel', team: 'personnel', from: 'personnel', to: 'personnel' },
};

/** Parts whose silence leaves a place empty; without the patients part nobody knows who may see it. */
const mayBlank = (at: Path): readonly string[] => [
  ...['patients', 'the access log'],
  ...at.flatMap((step) => answeredBy[step] ?? []),
];

/**
 * Holds an answer to the whole one. What is missing must be null with an UNAVAILABLE error on its way, or
 * one that names the part that answers it (design rule 14): an empty list, or a null without a word, says that there is nothing.
 */
export function compareRecord(whole: unknown, answer: Answer, findings: Findings) {
  const missing = (answer.errors ?? []).map(({ path = [], extensions }) => ({
    path,
    part: String(extensions?.part),
  }));
  const add: Add = (kind, at, what) => findings.add(kind, `${at.join('.')}: ${what}`);
  const isExplained = (at: Path) =>
    missing.some(({ path, part }) =>
      path.length > 0 ? agree(path, at) : mayBlank(at).includes(part),
    );
  const compare = (expected: unknown, got: unknown, at: Path): void => {
    if (isDeepStrictEqual(expected, got)) return;
    if (got === null || got === undefined) {
      if (!isExplained(at))
        add('missing shown as none', at, `null without its error, but ${short(answer.errors)}`);
    } else if (Array.isArray(expected)) compareLists(expected, got, at);
    else if (isObject(expected) && isObject(got)) {
      for (const key of new Set([...Object.keys(expected), ...Object.keys(got)]))
        compare(expected[key], got[key], [...at, key]);
    } else add('wrong answer', at, `${short(got)} instead of ${short(expected)}`);
  };
  const compareLists = (expected: readonly unknown[], got: unknown, at: Path) => {
    if (!Array.isArray(got)) return add('wrong answer', at, `${short(got)} is no list`);
    if (got.length === 0)
      return add('missing shown as none', at, `no rows instead of ${expected.length}`);
    if (got.length !== expected.length)
      return add('wrong answer', at, `${got.length} rows instead of ${expected.length}`);
    for (const [index, one] of expected.entries()) compare(one, got[index], [...at, index]);
  };
  compare(whole, answer.data, []);
}

/** Whether one lies on the way to the other: what may not be null takes with it what it stands in. */
const agree = (one: Path, other: Path) =>
  one.slice(0, other.length).every((step, index) => step === other[index]);

const short = (value: unknown) => JSON.stringify(value)?.slice(0, 200) ?? 'undefined';
