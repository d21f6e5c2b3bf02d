import type { RequestIdentity } from '@lianyi/shared/auth/viewer-header';
import { byKey } from '@lianyi/shared/collections/by-key';
import { placeholders, selectRows } from '@lianyi/shared/database/select-rows';
import { shanghaiDay } from '@lianyi/shared/time/shanghai-day';
import type { EntityManager } from 'typeorm';
import { describeEvent } from '../audit/describe-event';
import type { PatientsProcess } from '../context';
import { Encounter } from '../encounter/encounter.entity';
import type { PatientRow } from '../patient/patient.entity';
import type { createPatientLoader } from '../patient/patient.loader';
import { ageOn } from '../patient/patient.mask';
import { openToReview } from './record-review.access';
import type { RecordReviewItem } from './record-review.entity';
import type { RecordReviewRules } from './record-review-rules';
import { ReviewedRecord } from './reviewed-record.view';

/** A record that was drawn, with what stands in it. */
export interface DrawnRecord {
  readonly item: RecordReviewItem;
  readonly encounter: Encounter;
}

/** What showing records needs. */
export interface Showing
  extends Pick<PatientsProcess, 'chain' | 'isSensitive' | 'now' | 'recordReviewRules'> {
  readonly identity: RequestIdentity;
  readonly manager: EntityManager;
  readonly patients: ReturnType<typeof createPatientLoader>;
}

/** Encounters by id, in one statement. */
export const encountersOf = (manager: EntityManager, ids: readonly string[]) =>
  ids.length === 0
    ? Promise.resolve([])
    : selectRows(manager, Encounter, `WHERE \`id\` IN (${placeholders(ids)})`, ids);

/** What may still be shown to the viewer of what was drawn; patients close their records later, too. */
export async function openRecords(
  { identity, isSensitive, manager }: Pick<Showing, 'identity' | 'isSensitive' | 'manager'>,
  items: readonly RecordReviewItem[],
): Promise<DrawnRecord[]> {
  const ids = items.map(({ encounterId }) => encounterId);
  const { institutionId } = identity.viewer;
  const encounters = await encountersOf(manager, ids);
  const open = await openToReview(manager, isSensitive, encounters, institutionId);
  const byId = byKey(open, ({ id }) => id);
  return items.flatMap((item) => {
    const encounter = byId.get(item.encounterId);
    return encounter ? [{ item, encounter }] : [];
  });
}

/** What a reviewer sees of records; each is an event of its patient, durable before it is shown. */
export async function showRecords(
  context: Showing,
  items: readonly RecordReviewItem[],
): Promise<ReviewedRecord[]> {
  const records = await openRecords(context, items);
  const at = context.now();
  const patientIds = new Set(records.map(({ encounter }) => encounter.patientId));
  await context.chain.append(
    [...patientIds].map((patientId) =>
      describeEvent(context.identity, at, {
        patientId,
        ...{ action: 'REVIEW_RECORD', allowed: true, basis: null, reason: null },
      }),
    ),
  );
  return Promise.all(records.map((record) => showRecord(context, record)));
}

/** A record that was recorded as shown. */
export async function showRecord(
  { patients, recordReviewRules }: Pick<Showing, 'patients' | 'recordReviewRules'>,
  record: DrawnRecord,
): Promise<ReviewedRecord> {
  const patient = await patients.load(record.encounter.patientId);
  return toView(recordReviewRules, record, patient);
}

function toView(
  rules: RecordReviewRules,
  { encounter, item }: DrawnRecord,
  patient: PatientRow | null,
): ReviewedRecord {
  const startedOn = shanghaiDay(encounter.startedAt);
  const problemsOf = (codes: readonly string[]) =>
    rules.problems.filter(({ code }) => codes.includes(code));
  const { grade, judgedAt, judgedBy, note, place, practitionerId, reviewId, score, version } = item;
  return Object.assign(new ReviewedRecord(), {
    reviewId,
    ...{ place, grade, score, note, judgedBy, judgedAt, version, startedOn },
    ...{ recordId: encounter.id, class: encounter.class, diagnoses: encounter.diagnoses },
    endedOn: encounter.endedAt && shanghaiDay(encounter.endedAt),
    patientAge: ageOn(patient?.birthDate ?? null, startedOn),
    patientGender: patient?.gender ?? null,
    practitioner: practitionerId === '' ? null : { id: practitionerId },
    changedSince: encounter.version !== item.encounterVersion,
    ...{ suspected: problemsOf(item.suspected), problems: problemsOf(item.found) },
  });
}
