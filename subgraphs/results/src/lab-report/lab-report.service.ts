import { insertRows } from '@lianyi/shared/database/insert-rows';
import type { EntityManager } from 'typeorm';
import type { ResultsContext } from '../context';
import { requestAnswered } from '../diagnostic-request/answer-request.service';
import { type ReadObservation, readObservation } from '../observation/read-observation';
import { checkPatientRef, resolvePatient } from '../patient-ref/patient-ref.service';
import { everything, release } from '../report/report.access';
import type { Sensitivity } from '../report/report.entity';
import { reportsByIds } from '../report/report.loader';
import {
  checkContent,
  digestOf,
  type PostedVersion,
  type StoredVersion,
  storeVersion,
} from '../report/report.service';
import type { PostOutcome } from '../report/report-status';
import { LabReport } from './lab-report.entity';
import { checkLabReport, type LabReportInput } from './lab-report.inputs';
import { Observation } from './observation.entity';

type Posting = Pick<
  ResultsContext,
  'access' | 'ask' | 'catalogue' | 'database' | 'identity' | 'newId' | 'now' | 'units' | 'viewer'
>;

/**
 * Stores a laboratory report of the viewer's institution: checked whole, then matched to its
 * patient, then written in one transaction, versions and values together, and the diagnostic
 * request it answers. Refuses with INVALID_INPUT, with CONFLICT where that request is over, or
 * with the refusal of the patients subgraph.
 */
export async function postLabReport(
  context: Posting,
  input: LabReportInput,
): Promise<{ outcome: PostOutcome; report: LabReport }> {
  checkPatientRef(input.patient);
  checkLabReport(input, context.now());
  const { catalogue, units, viewer } = context;
  const values = input.observations.map((printed) =>
    readObservation(printed, viewer.institutionId, catalogue, units),
  );
  checkContent(contentOf(input));
  const answering = await requestAnswered(context, input.diagnosticRequestId, {
    kind: 'LAB',
    // A cancelled report may hold nothing more.
    items: input.status === 'CANCELLED' ? null : mappedCodes(values),
  });
  const patientId = await resolvePatient(context, input.patient, 'LAB', input.sourceId);
  await answering?.requirePatient(patientId);
  const posted = labVersion(input, values, patientId, viewer.institutionId);
  const stored = await context.database.transaction(async (manager) => {
    const version = await storeVersion(manager, LabReport, posted, context);
    if (version.outcome !== 'UNCHANGED')
      await storeValues(manager, posted, version, values, context.newId);
    await answering?.answer(manager, version.reportId);
    return version;
  });
  const [report] = await reportsByIds(context.database.read, LabReport, [stored.reportId]);
  if (!report) throw new Error(`report ${stored.reportId} is not there after its commit`);
  return { outcome: stored.outcome, report: release(report, everything) };
}

const mappedCodes = (values: readonly ReadObservation[]) =>
  values.filter(({ mapped }) => mapped).map(({ itemCode }) => itemCode);

const contentOf = ({ conclusion, effectiveAt }: Omit<LabReportInput, 'patient'>) => ({
  effectiveAt: effectiveAt ?? null,
  conclusion: conclusion ?? null,
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
      ...{ patientId, institutionId, sourceId, status, effectiveAt, issuedAt, conclusion },
      sortedAt: effectiveAt ?? issuedAt,
      sensitivity: sensitivityOf(values),
    },
    content: { patientId, ...contentOf(input) },
    digest: digestOf([patientId, status, effectiveAt, issuedAt, conclusion, printed]),
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
) {
  if (inForce && replaces)
    await manager.query(
      'UPDATE `observation` SET `inForce` = 0 WHERE `reportId` = ? AND `inForce` = 1',
      [reportId],
    );
  const { patientId, institutionId, sortedAt, status } = columns;
  const rows = values.map((value, position) => ({
    ...{ ...value, id: newId(), reportId, version, position, patientId, institutionId },
    ...{ takenAt: sortedAt, inForce: inForce && status !== 'CANCELLED' },
  }));
  await insertRows(manager, Observation, rows);
}
