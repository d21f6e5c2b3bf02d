import { formatInstant } from '@lianyi/shared/graphql/scalars';
import type { LoadRequest } from '../bench/load';

/** What a person of the county is asked by. */
export interface Asked {
  readonly id: string;
  readonly name: string;
  readonly birthDate: string;
}

/** What a dialog asks about: a panel, single values, plain and wide exams, and one nobody has. */
const items = ['PANEL-CBC', '14749-6', '14682-9', 'CT-CHEST', 'CT-UPPERABDOMEN', 'US-LIVER'];

/** A list somebody works off, with what a line of it shows first. */
const worklist = (field: string, shown: string) =>
  `query Worklist { ${field}(first: 20) { nodes { ${shown} } pageInfo { hasNextPage endCursor } } }`;

/** One operation of the contract as its users ask it. */
export interface Operation {
  readonly name: string;
  /** `role@institution` */
  readonly user: string;
  /** An operation of `operations.graphql`, or its text. */
  readonly query: string;
  /** Of a resident; undefined: it is about nobody in particular. */
  readonly variables?: (asked: Asked) => object;
  /** Whether the answer about the same resident is the same in a county of any size. */
  readonly same?: boolean;
}

export const operations: readonly Operation[] = [
  {
    name: 'unified record',
    ...{ user: 'clinician@county-hospital', query: 'UnifiedRecord' },
    ...{ variables: ({ id }: Asked) => ({ id }), same: true },
  },
  {
    name: 'search',
    ...{ user: 'clinician@county-hospital', query: 'FindPatient' },
    variables: ({ name, birthDate }: Asked) => ({ search: name, birthDate }),
  },
  {
    name: 'order check',
    ...{ user: 'clinician@county-hospital', query: 'BeforeOrdering' },
    ...{ variables: ({ id }: Asked) => ({ patientId: id, items }), same: true },
  },
  {
    name: 'referrals',
    user: 'referral-officer@county-hospital',
    query: worklist('referrals', 'id number status direction from { name } to { name }'),
  },
  {
    name: 'critical values',
    user: 'clinician@county-hospital',
    query: worklist('criticalValues', 'id status ground dueAt'),
  },
  {
    name: 'diagnostic requests',
    user: 'reporter@imaging-center',
    query: worklist('diagnosticRequests', 'id kind status urgency dueAt'),
  },
  {
    name: 'overdue follow-ups',
    user: 'family-doctor@township-dongpu',
    query: worklist('overdueFollowUps', 'daysOverdue patient { id name }'),
  },
  {
    name: 'duplicates',
    user: 'quality-manager@county-hospital',
    query: worklist('duplicateCandidates', 'id score status'),
  },
  {
    name: 'unmapped codes',
    user: 'quality-manager@county-hospital',
    query: worklist('unmappedCodes', 'id kind printed occurrences'),
  },
];

/** Reports of the last days that were never posted before, about the residents in turn. */
export function createPosts(query: string, residents: readonly Asked[], began: number) {
  let count = 0;
  const expected = (answer: Buffer) => answer.includes('"outcome":"CREATED"');
  return (): LoadRequest => {
    const resident = residents[count % residents.length];
    if (!resident) throw new Error('there is nobody to report about');
    count += 1;
    const made = formatInstant(new Date(began - count * 1000));
    const input = {
      patient: { patientId: resident.id },
      sourceId: `BENCH-${began}-${count}`,
      ...{ status: 'FINAL', effectiveAt: made, issuedAt: made },
      observations: [
        { code: '6690-2', value: '6.2', unit: '10^9/L', referenceRange: '3.5-9.5' },
        { code: '718-7', value: '128', unit: 'g/L', referenceRange: '115-150' },
      ],
    };
    return { body: JSON.stringify({ query, variables: { input } }), expected };
  };
}
