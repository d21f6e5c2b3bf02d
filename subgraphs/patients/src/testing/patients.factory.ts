import { holderOf } from '@lianyi/shared/auth/holder-of';
import type { Viewer } from '@lianyi/shared/auth/viewer';
import { createFieldCipher } from '@lianyi/shared/crypto/sealed-text';
import type { Coding } from '@lianyi/shared/graphql/coding';
import { anIdentity, aViewer, testKeys } from '@lianyi/shared/testing/test-subgraph';
import type { EntityManager } from 'typeorm';
import { Allergy } from '../allergy/allergy.entity';
import { describeEvent } from '../audit/describe-event';
import { BreakGlassGrant } from '../break-glass/break-glass-grant.entity';
import {
  BreakGlassReviewRow,
  BreakGlassReviewStatus,
} from '../break-glass/break-glass-review.entity';
import { Condition } from '../condition/condition.entity';
import { FamilyDoctorContract } from '../contract/family-doctor-contract.entity';
import { Encounter, EncounterClass } from '../encounter/encounter.entity';
import { IdentifierSystem } from '../identifier/identifier.entity';
import { Gender } from '../patient/patient.entity';
import {
  identifierRow,
  type NewNumber,
  type NewPatient,
  patientRow,
} from '../patient/patient-rows';
import { RegisterMembership } from '../register/register-membership.entity';
import { PatientSource } from '../registration/patient-source.entity';
import { blockRows } from '../registration/person-blocks';
import { RecordRestriction, RestrictionKind } from '../restriction/record-restriction.entity';

/** Invented numbers with right check digits. */
export const residentIds = [
  '341322195501011012',
  '341322196208152021',
  '340124201806013018',
] as const;

/** The moment tests are at, unless they move it. */
export const noon = new Date('2026-03-04T12:00:00+08:00');
const cipher = createFieldCipher(testKeys());

export const aPatient = (overrides: Partial<NewPatient> = {}): NewPatient => ({
  id: 'patient-1',
  ...{ name: '张建国', gender: Gender.MALE, birthDate: '1955-01-01' },
  ...{ phone: '13800001234', address: '云溪县东浦镇河湾村12号' },
  ...{ registeredBy: 'township-dongpu', registeredAt: noon },
  ...overrides,
});

export const aNumber = (overrides: Partial<NewNumber> = {}): NewNumber => ({
  system: IdentifierSystem.RESIDENT_ID,
  ...{ issuerId: '', value: residentIds[0] },
  ...overrides,
});

/** Stores a patient with her numbers, as registration would. */
export async function savePatient(
  manager: EntityManager,
  overrides: Partial<NewPatient> = {},
  numbers: readonly NewNumber[] = [],
) {
  const patient = aPatient(overrides);
  const row = patientRow(cipher, patient);
  await manager.save(row);
  await manager.save(blockRows(row));
  for (const number of numbers) await manager.save(identifierRow(cipher, patient.id, number));
  return patient.id;
}

export const aCoding = (overrides: Partial<Coding> = {}): Coding => ({
  system: 'ICD-10',
  ...{ code: 'I10', display: '原发性高血压' },
  ...overrides,
});

export const anEncounter = (overrides: Partial<Encounter> = {}): Encounter =>
  Object.assign(new Encounter(), {
    id: 'encounter-1',
    ...{ patientId: 'patient-1', institutionId: 'county-hospital' },
    ...{ sourceId: overrides.id ?? 'visit-1', class: EncounterClass.INPATIENT },
    ...{ practitionerId: 'practitioner-1', startedAt: new Date('2026-03-01T09:00:00+08:00') },
    ...{ endedAt: null, diagnoses: [aCoding()], outside: false, version: 1 },
    ...overrides,
  });

export const aCondition = (overrides: Partial<Condition> = {}): Condition =>
  Object.assign(new Condition(), {
    id: 'condition-1',
    ...{ patientId: 'patient-1', code: aCoding(), onset: '2019-05-01' },
    ...{ active: true, chronic: true, sensitive: false, institutionId: 'county-hospital' },
    recordedAt: new Date('2019-05-02T09:00:00+08:00'),
    ...overrides,
  });

export const anAllergy = (overrides: Partial<Allergy> = {}): Allergy =>
  Object.assign(new Allergy(), {
    id: 'allergy-1',
    ...{ patientId: 'patient-1', reaction: '皮疹' },
    substance: aCoding({ system: 'LOCAL', code: 'PENICILLIN', display: '青霉素' }),
    ...{ institutionId: 'township-dongpu', recordedAt: new Date('2015-02-03T09:00:00+08:00') },
    ...overrides,
  });

export const aContract = (overrides: Partial<FamilyDoctorContract> = {}): FamilyDoctorContract =>
  Object.assign(new FamilyDoctorContract(), {
    id: 'contract-1',
    ...{ patientId: 'patient-1', teamId: 'team-1' },
    ...{ institutionId: 'township-dongpu', start: '2026-01-01', end: '2026-12-31' },
    ...{ priorityGroups: ['01', '06', '09'], signedAt: null, renewsId: null, renewedById: null },
    ...{ endedAt: null, plannedEnd: null, endReason: null },
    ...overrides,
  });

export const aMembership = (overrides: Partial<RegisterMembership> = {}): RegisterMembership =>
  Object.assign(new RegisterMembership(), {
    id: 'membership-1',
    ...{ patientId: 'patient-1', register: 'HYPERTENSION' },
    ...{ openRegister: overrides.register ?? 'HYPERTENSION', institutionId: 'township-dongpu' },
    ...{ since: '2025-06-01', until: null, nextDueOn: '2026-02-01', lastFollowUpOn: null },
    ...{ leaveReason: null, ...overrides },
  });

export const aSource = (overrides: Partial<PatientSource> = {}): PatientSource =>
  Object.assign(new PatientSource(), {
    patientId: 'patient-1',
    ...{ institutionId: 'county-hospital', outside: false, since: noon },
    ...overrides,
  });

/** The glass broken by this viewer at noon. */
export const aGlassGrant = (
  viewer: Viewer,
  overrides: Partial<BreakGlassGrant> = {},
): BreakGlassGrant =>
  Object.assign(new BreakGlassGrant(), {
    id: 'glass-1',
    ...{ patientId: 'patient-1', holder: holderOf(viewer), grantedAt: noon },
    ...{ viewerSubject: viewer.subject, institutionId: viewer.institutionId },
    ...{ viewerName: viewer.name, viewerRoles: viewer.roles.join(' '), restricted: false },
    ...{ reason: '昏迷送医，需查过敏史', expiresAt: new Date(noon.getTime() + 4 * 3600 * 1000) },
    ...overrides,
  });

/** The review that waits for `aGlassGrant`. */
export const aReview = (overrides: Partial<BreakGlassReviewRow> = {}): BreakGlassReviewRow =>
  Object.assign(new BreakGlassReviewRow(), {
    id: 'glass-1',
    ...{ institutionId: 'county-hospital', status: BreakGlassReviewStatus.OPEN },
    ...{ dueAt: noon, outcome: null, note: null, reviewerSubject: null, reviewerName: null },
    ...{ reviewedAt: null, ...overrides },
  });

/** Her record closed to the county hospital. */
export const aRestriction = (overrides: Partial<RecordRestriction> = {}): RecordRestriction => {
  const { id = 'restriction-1', liftedAt = null } = overrides;
  return Object.assign(new RecordRestriction(), {
    id,
    ...{ patientId: 'patient-1', kind: RestrictionKind.INSTITUTION },
    ...{ institutionId: 'county-hospital', requestedOn: '2026-03-01', note: '本人要求' },
    ...{
      recorderSubject: 'nurse',
      recordedBy: '王护士',
      recorderInstitutionId: 'township-dongpu',
    },
    ...{ recordedAt: noon, liftNote: null, lifterSubject: null, liftedBy: null },
    ...{ lifterInstitutionId: null, liftedAt, openKey: liftedAt === null ? id : null },
    ...overrides,
  });
};

/** What is sensitive in her record kept with who treats her. */
export const aSensitiveRestriction = (overrides: Partial<RecordRestriction> = {}) =>
  aRestriction({ kind: RestrictionKind.SENSITIVE, institutionId: null, ...overrides });

/** A look at a patient, before it has a place in the chain. */
export const anEvent = (patientId: string, at = noon) =>
  describeEvent(anIdentity(aViewer('CLINICIAN')), at, {
    patientId,
    ...{ action: 'READ_RECORD', allowed: true, basis: 'ENCOUNTER', reason: null },
  });
