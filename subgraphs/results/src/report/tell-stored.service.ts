import { recordEvents } from '@lianyi/shared/events/record-events';
import type { EntityManager } from 'typeorm';
import type { PostedColumns, StoredVersion } from './report.service';

/** Tells, within the transaction that stores a version, that it was stored. */
export async function tellStored(
  manager: EntityManager,
  kind: 'LAB' | 'EXAM',
  { patientId, institutionId, sensitivity }: PostedColumns,
  { reportId, version, inForce }: StoredVersion,
  { now }: { readonly now: () => Date },
) {
  // Nothing else than sensitive items: to who may not see those, there is no such report.
  const sensitive = sensitivity === 'ALL';
  const payload = { kind, reportId, version, patientId, institutionId, inForce, sensitive };
  const id = `results.report.stored:${kind}:${reportId}:${version}`;
  const event = { id, type: 'results.report.stored', key: patientId, payload } as const;
  await recordEvents(manager, [event], now());
}
