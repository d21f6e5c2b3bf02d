import { insertRows } from '@lianyi/shared/database/insert-rows';
import { contentDigest } from '@lianyi/shared/text/content-digest';
import type { EntityManager } from 'typeorm';
import type { ResultsContext } from '../context';
import { labAlarm, raisingOf } from '../critical-value/alarm.service';
import { raiseCritical } from '../critical-value/raise.service';
import { orderedBy, requestAnswered } from '../diagnostic-request/answer-request.service';
import { byLocalTable } from '../mapping/by-local-table.service';
import type { LocalTable } from '../mapping/local-code';
import { queueWaiting } from '../mapping/unmapped-code.service';
import { waitingOf } from '../mapping/waiting';
import { type ReadObservation, readObservation } from '../observation/read-observation';
import { checkPatientRef, resolvePatient } from '../patient-ref/patient-ref.service';
import { orderingOf } from '../report/check-input';
import { everything, release } from '../report/report.access';
import type { Sensitivity } from '../report/report.entity';
import { reportsByIds } from '../report/report.loader';
import {
  checkContent,
  type PostedVersion,
  type StoredVersion,
  storeVersion,
} from '../report/report.service';
import type { PostOutcome } from '../report/report-status';
import { reporterOf } from '../report/reporter-right.service';
import type { Storing } from '../report/storing';
import { tellStored } from '../report/tell-stored.service';
import { tellOfChange } from '../report-notice/store-notices.service';
import { LabReport } from './lab-report.entity';
import { checkLabReport, type LabReportInput } from './lab-report.inputs';
import { Observation } from './observation.entity';

type Posting = Pick<
  ResultsContext,
  | 'access'
  | 'ask'
  | 'catalogue'
  | 'criticalRules'
  | 'database'
  | 'identity'
  | 'localTables'
  | 'newId'
  | 'now'
  | 'practice'
  | 'units'
  | 'viewer'
>;

/**
 * Stores a laboratory report of the viewer's institution: checked whole, then matched to its
 * patient, then written in one transaction: versions, values and alarms, and the diagnostic
 * request it answers. Refuses with INVALID_INPUT, with CONFLICT where that request is over, or
 * with the refusal of the patients subgraph.
 */
export async function postLabReport(
  context: Posting,
  input: LabReportInput,
): Promise<{ outcome: PostOutcome; report: LabReport }> {
  checkPatientRef(input.patient);
  checkLabReport(input, context.now());
  checkContent(contentOf(input));
  const answering = await requestOf(context, input);
  const patientId = await resolvePatient(context, input.patient, 'LAB', input.sourceId);
  await answering?.requirePatient(patientId);
  const reporter = await reporterOf(context, input.status);
  const stored = await byLocalTable(context, context.viewer.institutionId, (local, hold) =>
    storeReport(context, input, { patientId, answering, reporter, local, hold }),
  );
  const [report] = await reportsByIds(context.database.read, LabReport, [stored.reportId]);
  if (!report) throw new Error(`report ${stored.reportId} is not there after its commit`);
  return { outcome: stored.outcome, report: release(report, everything) };
}

/** The request it answers, which must ask for an item it holds; a cancelled report may hold none. */
async function requestOf(context: Posting, { diagnosticRequestId, ...input }: LabReportInput) {
  if (diagnosticRequestId == null) return null;
  const { database, localTables, viewer } = context;
  const local = await localTables.lastRead(database.read, viewer.institutionId);
  const codes = valuesOf(context, input, local)
    .filter(({ mapped }) => mapped)
    .map(({ itemCode }) => itemCode);
  const items = input.status === 'CANCELLED' ? null : codes;
  return requestAnswered(context, diagnosticRequestId, {
    kind: 'LAB',
    items,
    status: input.status,
  });
}

const valuesOf = (
  { catalogue, units, viewer }: Posting,
  { observations }: Pick<LabReportInput, 'observations'>,
  local: LocalTable,
) =>
  observations.map((printed) =>
    readObservation(printed, viewer.institutionId, catalogue, units, local),
  );

async function storeReport(
  context: Posting,
  input: LabReportInput,
  { patientId, answering, reporter, local, hold }: Storing,
): Promise<StoredVersion> {
  const { catalogue, newId, now, viewer } = context;
  const { institutionId } = viewer;
  const values = valuesOf(context, input, local);
  const posted = labVersion(input, values, patientId, institutionId);
  const alarm = await labAlarm(context, posted.columns, values, orderedBy(input, answering));
  return context.database.transaction(async (manager) => {
    await hold(manager);
    const version = await storeVersion(manager, LabReport, posted, { newId, now, reporter });
    await answering?.answer(manager, version.reportId);
    if (version.outcome === 'UNCHANGED') return version;
    const observationIds = await storeValues(manager, posted, version, values, newId);
    await tellStored(manager, 'LAB', posted.columns, version, context);
    await tellOfChange(manager, 'LAB', posted.columns, version, context);
    await raiseCritical(manager, alarm, { ...version, observationIds }, raisingOf(context));
    const waiting = values.map((value) => waitingOf(value, catalogue, local));
    await queueWaiting(manager, waiting, { institutionId, at: now() });
    return version;
  });
}

const contentOf = ({ conclusion, effectiveAt, ...input }: Omit<LabReportInput, 'patient'>) => ({
  effectiveAt: effectiveAt ?? null,
  conclusion: conclusion ?? null,
  ...orderingOf(input),
});

/** A posted laboratory report as a version to store: its columns, its content, its digest. */
export function labVersion(
  input: Omit<LabReportInput, 'patient'>,
  values: readonly ReadObservation[],
  patientId: string,
  institutionId: string,
): PostedVersion {
  const { sourceId, status, issuedAt, effectiveAt = null, conclusion = null } = input;
  const printed = input.observations.map((one) =>
    [one.code, one.name, one.value, one.unit, one.referenceRange, one.flag].map(
      (text) => text ?? null,
    ),
  );
  return {
    columns: {
      patientId,
      ...{ institutionId, sourceId, status, effectiveAt, issuedAt, conclusion },
      sortedAt: effectiveAt ?? issuedAt,
      sensitivity: sensitivityOf(values),
    },
    content: { patientId, ...contentOf(input) },
    digest: contentDigest([
      ...[patientId, status, effectiveAt, issuedAt, conclusion, printed],
      ...Object.values(orderingOf(input)),
    ]),
  };
}

function sensitivityOf(values: readonly ReadObservation[]): Sensitivity {
  if (!values.some(({ sensitive }) => sensitive)) return 'NONE';
  return values.every(({ sensitive }) => sensitive) ? 'ALL' : 'PART';
}

async function storeValues(
  manager: EntityManager,
  { columns }: PostedVersion,
  { reportId, version, inForce, replaces }: StoredVersion,
  values: readonly ReadObservation[],
  newId: () => string,
): Promise<string[]> {
  if (inForce && replaces)
    await manager.query(
      'UPDATE `observation` SET `inForce` = 0 WHERE `reportId` = ? AND `inForce` = 1',
      [reportId],
    );
  const { patientId, institutionId, sortedAt, status } = columns;
  const rows = values.map((value, position) => ({
    ...value,
    ...{ id: newId(), reportId, version, position, patientId, institutionId },
    ...{ takenAt: sortedAt, inForce: inForce && status !== 'CANCELLED' },
  }));
  await insertRows(manager, Observation, rows);
  return rows.map(({ id }) => id);
}
