import { columnTypes, createTable, nullable, primary } from '@lianyi/shared/database/tables';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const { varchar, int, time, json, boolean, double } = columnTypes;

/** The person index, what stands in the record, who may see it, and who looked. */
export class CreatePatients1732000000000 implements MigrationInterface {
  async up(runner: QueryRunner) {
    await createPatients(runner);
    await createRegistration(runner);
    await createRecord(runner);
    await createEncounters(runner);
    await createAudit(runner);
  }

  async down(runner: QueryRunner) {
    for (const table of tables) await runner.dropTable(table);
  }
}

const tables = [
  'access_chain',
  'access_event',
  'encounter_version',
  'encounter',
  'family_doctor_contract',
  'patient_condition',
  'patient_allergy',
  'duplicate_candidate',
  'patient_ref_source',
  'patient_source',
  'patient_identifier',
  'patient',
];

async function createPatients(runner: QueryRunner) {
  await createTable(runner, 'patient', {
    columns: [
      varchar('id', 36, primary),
      varchar('name', 100),
      varchar('nameKey', 100),
      varchar('pinyin', 200),
      varchar('initials', 40),
      varchar('gender', 12),
      varchar('birthDate', 10, nullable),
      varchar('sealedPhone', 200, nullable),
      varchar('phoneIndex', 43, nullable),
      varchar('phoneTailIndex', 43, nullable),
      varchar('address', 300, nullable),
      varchar('registeredBy', 36),
      time('registeredAt'),
    ],
    indices: [
      ['nameKey', 'id'],
      ['pinyin', 'id'],
      ['initials', 'id'],
      ['birthDate', 'id'],
      ['phoneIndex'],
      ['phoneTailIndex', 'id'],
    ],
  });
  await createTable(runner, 'patient_identifier', {
    columns: [
      varchar('system', 24, primary),
      varchar('issuerId', 36, primary),
      varchar('blindIndex', 43, primary),
      varchar('claim', 100, primary),
      varchar('patientId', 36),
      varchar('sealed', 400),
    ],
    indices: [['patientId']],
  });
}

async function createRegistration(runner: QueryRunner) {
  await createTable(runner, 'patient_source', {
    columns: [
      varchar('patientId', 36, primary),
      varchar('institutionId', 36, primary),
      boolean('outside'),
      time('since'),
    ],
  });
  await createTable(runner, 'patient_ref_source', {
    columns: [
      varchar('institutionId', 36, primary),
      varchar('sourceKey', 100, primary),
      varchar('patientId', 36),
    ],
  });
  await createTable(runner, 'duplicate_candidate', {
    columns: [
      varchar('id', 36, primary),
      varchar('patientId', 36),
      varchar('otherId', 36),
      double('score'),
      varchar('status', 12),
      time('createdAt'),
    ],
    indices: [['otherId']],
    unique: [['patientId', 'otherId']],
  });
}

async function createRecord(runner: QueryRunner) {
  await createTable(runner, 'patient_allergy', {
    columns: [
      varchar('id', 36, primary),
      varchar('patientId', 36),
      json('substance'),
      varchar('reaction', 200, nullable),
      varchar('institutionId', 36, nullable),
      time('recordedAt'),
    ],
    indices: [['patientId', 'recordedAt', 'id']],
  });
  await createTable(runner, 'patient_condition', {
    columns: [
      varchar('id', 36, primary),
      varchar('patientId', 36),
      json('code'),
      varchar('onset', 10, nullable),
      boolean('active'),
      boolean('chronic'),
      boolean('sensitive'),
      varchar('institutionId', 36, nullable),
      time('recordedAt'),
    ],
    indices: [['patientId', 'recordedAt', 'id']],
  });
  await createTable(runner, 'family_doctor_contract', {
    columns: [
      varchar('id', 36, primary),
      varchar('patientId', 36),
      varchar('teamId', 36),
      varchar('institutionId', 36),
      varchar('start', 10),
      varchar('end', 10, nullable),
      json('priorityGroups'),
    ],
    indices: [['patientId', 'start']],
  });
}

async function createEncounters(runner: QueryRunner) {
  await createTable(runner, 'encounter', {
    columns: [
      varchar('id', 36, primary),
      varchar('patientId', 36),
      varchar('institutionId', 36),
      varchar('sourceId', 100),
      varchar('class', 12),
      varchar('practitionerId', 36, nullable),
      time('startedAt'),
      time('endedAt', nullable),
      json('diagnoses'),
      boolean('outside'),
      int('version'),
    ],
    indices: [
      ['patientId', 'startedAt', 'id'],
      ['patientId', 'institutionId', 'endedAt'],
    ],
    unique: [['institutionId', 'sourceId']],
  });
  await createTable(runner, 'encounter_version', {
    columns: [
      varchar('encounterId', 36, primary),
      int('version', primary),
      json('content'),
      time('replacedAt'),
    ],
  });
}

async function createAudit(runner: QueryRunner) {
  await createTable(runner, 'access_event', {
    columns: [
      int('seq', primary),
      time('at'),
      varchar('patientId', 36),
      varchar('action', 32),
      boolean('allowed'),
      varchar('basis', 24, nullable),
      varchar('viewerSubject', 200),
      varchar('viewerName', 100),
      varchar('viewerRoles', 200),
      varchar('institutionId', 36),
      varchar('service', 20, nullable),
      varchar('operationName', 100, nullable),
      varchar('requestId', 64),
      varchar('traceId', 64),
      varchar('reason', 500, nullable),
      varchar('hash', 43),
    ],
    indices: [['patientId', 'seq']],
  });
  await createTable(runner, 'access_chain', {
    columns: [int('id', primary), int('seq'), varchar('hash', 43), varchar('proof', 43)],
  });
  await runner.query(
    "INSERT INTO `access_chain` (`id`, `seq`, `hash`, `proof`) VALUES (1, 0, '', '')",
  );
}
