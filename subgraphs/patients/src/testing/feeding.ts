import type { ProductEvent, SentEvent } from '@lianyi/shared/events/event';
import { OutboxEvent } from '@lianyi/shared/events/event.entity';
import { writeEvent } from '@lianyi/shared/events/redis-event';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import { storeChanges } from '../change/store-changes.service';
import { noon } from './patients.factory';
import type { PatientsHarness } from './patients.harness';

export const platform = aViewer('REGIONAL_PLATFORM', 'city-hospital');
export const identifiedPlatform = aViewer('REGIONAL_PLATFORM', 'city-hospital', {
  scopes: ['identified'],
});

/** The `version`th report of a patient, as results tells of it. */
export const aReport = (patientId: string, version = 1, sensitive = false): SentEvent => ({
  id: `results.report.stored:LAB:of-${patientId}:${version}`,
  ...{ key: patientId, at: noon },
  type: 'results.report.stored',
  payload: {
    kind: 'LAB',
    ...{ reportId: `of-${patientId}`, version, patientId, inForce: true, sensitive },
    institutionId: 'lab-center',
  },
});

/** A round of quality, which is about nobody. */
export const aRound = (recordId: string): SentEvent => ({
  id: `results.quality-record.recorded:${recordId}`,
  ...{ key: 'lab-center', at: noon },
  ...{
    type: 'results.quality-record.recorded',
    payload: { recordId, institutionId: 'lab-center' },
  },
});

/** As the relay of a part does. */
export const feed = ({ process }: PatientsHarness, ...events: readonly SentEvent[]) =>
  storeChanges(process, events.map(writeEvent));

/** What the part has told and nobody has taken yet, in its order. */
export async function told({ database }: PatientsHarness) {
  const rows = await database.read.find(OutboxEvent, { order: { sequence: 'ASC' } });
  return rows.map(
    ({ type, payload }) => ({ type, payload }) as Pick<ProductEvent, 'type' | 'payload'>,
  );
}

export interface ReadChange {
  readonly cursor: string;
  readonly type: string;
  readonly at: string;
  readonly pseudonym: string | null;
  readonly otherPseudonym: string | null;
  readonly patientId: string | null;
  readonly otherPatientId: string | null;
  readonly institution: { readonly id: string } | null;
  readonly details: readonly { readonly name: string; readonly value: string | null }[];
}

export interface ReadPage {
  readonly nodes: readonly ReadChange[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  readonly latest: string | null;
}

const query = `query Changes($after: String, $first: Int, $types: [String!]) {
  changes(after: $after, first: $first, types: $types) {
    nodes { cursor type at pseudonym otherPseudonym patientId otherPatientId institution { id } details { name value } }
    pageInfo { hasNextPage endCursor } latest
  }
}`;

/** Asks for a page of the feed. */
export async function readPage(
  harness: PatientsHarness,
  variables: { after?: string | null; first?: number; types?: readonly string[] } = {},
  viewer = platform,
) {
  const { data, errors } = await harness.run(viewer, query, variables);
  return { page: (data?.changes ?? null) as ReadPage | null, error: errors?.[0], data };
}

/** The page, where it is not refused. */
export async function pageOf(...asked: Parameters<typeof readPage>): Promise<ReadPage> {
  const { page, error } = await readPage(...asked);
  if (!page) throw new Error(error?.message);
  return page;
}

export const detail = ({ details }: ReadChange, name: string) =>
  details.find((one) => one.name === name)?.value;
