import type { Registered } from './register';

/** What became of the registrations of one class. */
export interface Tally {
  registrations: number;
  refused: number;
  /** Registrations of somebody who was registered before. */
  pairs: number;
  /** Of the pairs: became the same record by itself. */
  linked: number;
  /** Of the pairs: the same record, or a candidate with one of hers. */
  found: number;
  /** Became a record of somebody else. */
  wrong: number;
  /** Candidates that were open for the registered record. */
  candidates: number;
}

export interface Judgement {
  readonly classes: ReadonlyMap<string, Tally>;
  readonly total: Tally;
  /** Pairs of twins that became one record. */
  readonly twinsLinked: number;
}

const emptyTally = (): Tally => ({
  registrations: 0,
  ...{ refused: 0, pairs: 0, linked: 0, found: 0, wrong: 0, candidates: 0 },
});

/** Holds what the product did against who the people are. */
export function judge(registered: readonly Registered[]): Judgement {
  const classes = new Map<string, Tally>();
  const total = emptyTally();
  const owners = new Map<string, string>();
  const records = new Map<string, Set<string>>();
  const people = new Map<string, Set<string>>();
  for (const one of registered) {
    const { truth, class: name } = one.sample;
    const tally = classes.get(name) ?? emptyTally();
    classes.set(name, tally);
    const own = records.get(truth) ?? new Set<string>();
    records.set(truth, own);
    for (const sum of [tally, total]) count(sum, one, own, owners);
    if (one.patientId === null) continue;
    if (!owners.has(one.patientId)) owners.set(one.patientId, truth);
    own.add(one.patientId);
    people.set(one.patientId, (people.get(one.patientId) ?? new Set()).add(truth));
  }
  return { classes, total, twinsLinked: linkedTwins(registered, people) };
}

function count(
  tally: Tally,
  { patientId, candidates, sample }: Registered,
  own: ReadonlySet<string>,
  owners: ReadonlyMap<string, string>,
) {
  tally.registrations += 1;
  if (patientId === null) {
    tally.refused += 1;
    return;
  }
  const others = new Set(candidates.filter((id) => id !== patientId));
  tally.candidates += others.size;
  const owner = owners.get(patientId);
  if (owner !== undefined && owner !== sample.truth) tally.wrong += 1;
  if (own.size === 0) return;
  tally.pairs += 1;
  if (own.has(patientId) && owner === sample.truth) tally.linked += 1;
  if (own.has(patientId) || [...others].some((id) => own.has(id))) tally.found += 1;
}

function linkedTwins(
  registered: readonly Registered[],
  people: ReadonlyMap<string, ReadonlySet<string>>,
): number {
  const twins = new Map(
    registered.flatMap(({ sample: { truth, twinOf } }) => (twinOf ? [[truth, twinOf]] : [])),
  );
  const together = [...people.values()].flatMap((truths) =>
    [...truths].filter((truth) => truths.has(twins.get(truth) ?? '')),
  );
  return new Set(together).size;
}

/** Of what was linked, how much rightly; 1 where nothing was. */
export const precision = ({ linked, wrong }: Tally) =>
  linked + wrong === 0 ? 1 : linked / (linked + wrong);
export const recall = ({ linked, pairs }: Tally) => (pairs === 0 ? 1 : linked / pairs);
export const recallWithCandidates = ({ found, pairs }: Tally) => (pairs === 0 ? 1 : found / pairs);

export interface Aim {
  readonly text: string;
  readonly value: number;
  readonly reached: boolean;
}

/** What the product promises of itself. */
export function aimsOf({ total, twinsLinked }: Judgement): Aim[] {
  const atLeast = (text: string, value: number, least: number): Aim => ({
    text: `${text} at least ${least}`,
    value,
    reached: value >= least,
  });
  return [
    atLeast('precision of automatic links', precision(total), 0.9999),
    atLeast('recall of automatic links', recall(total), 0.9),
    atLeast('recall with candidates', recallWithCandidates(total), 0.98),
    { text: 'twins linked: none', value: twinsLinked, reached: twinsLinked === 0 },
  ];
}
