import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { anIdentity, aViewer } from '@lianyi/shared/testing/test-subgraph';
import { decideAccess } from '../access/decide-access.service';
import { createContexts, createPatientsProcess } from '../context';
import { createBreakGlassClient } from '../testing/break-glass.client';
import {
  aCoding,
  aCondition,
  aContract,
  aNumber,
  anEncounter,
  aRestriction,
  aSensitiveRestriction,
  aSource,
  residentIds,
  savePatient,
} from '../testing/patients.factory';
import {
  auditor,
  clinician,
  type PatientsHarness,
  startPatients,
} from '../testing/patients.harness';
import { createRestrictionClient } from '../testing/restriction.client';

const hour = 3_600_000;
const record = `query ($id: ID!) { patient(id: $id) { name phone
  conditions { nodes { id } } encounters { nodes { diagnoses { code } } } familyDoctorContract { priorityGroups } } }`;

describeOnBothDatabases('a record kept to herself', (kind) => {
  let harness: PatientsHarness;
  const glass = createBreakGlassClient(() => harness);
  const counter = createRestrictionClient(() => harness);
  const open = (viewer = clinician, id = 'patient-1') => harness.run(viewer, record, { id });
  const doctor = aViewer('FAMILY_DOCTOR', 'township-dongpu');
  const whole = {
    ...{ name: '张建国', phone: '13800001234', conditions: { nodes: [{ id: 'condition-1' }] } },
    encounters: { nodes: [{ diagnoses: [{ code: 'I10' }, { code: 'B24' }] }] },
    familyDoctorContract: { priorityGroups: ['01', '06', '09'] },
  };
  const without = {
    ...{ ...whole, conditions: { nodes: [] } },
    encounters: { nodes: [{ diagnoses: [{ code: 'I10' }] }] },
    familyDoctorContract: { priorityGroups: ['01', '06'] },
  };

  beforeAll(async () => {
    harness = await startPatients(kind);
  });
  beforeEach(async () => {
    await harness.clear();
    await harness.database.transaction(async (manager) => {
      await savePatient(manager, {}, [aNumber()]);
      await manager.save([
        ...[aCondition({ sensitive: true }), aContract()],
        anEncounter({ diagnoses: [aCoding(), aCoding({ code: 'B24' })] }),
      ]);
    });
  });
  afterAll(() => harness?.stop());

  it('shows what is sensitive in it to who treats her, to nobody else who cares for her', async () => {
    expect(await open(doctor)).toEqual({ data: { patient: whole } });
    await counter.restrict({ patientId: 'patient-1', kind: 'SENSITIVE', note: '本人要求' });
    expect(await open(doctor)).toEqual({ data: { patient: without } });
    expect(await open(clinician)).toEqual({ data: { patient: whole } });
  });

  it('shows an emergency what is sensitive, though another basis opens the rest, and marks it', async () => {
    await counter.save(aSensitiveRestriction());
    const id = await glass.breakGlass(doctor);
    expect(await open(doctor)).toEqual({ data: { patient: whole } });
    await harness.run(doctor, '{ patients(search: "张建国") { nodes { id } } }');
    const marked = { viewerSubject: doctor.subject, circumstance: 'RESTRICTED' };
    const events = await harness.events();
    expect(events.filter(({ basis }) => basis === 'BREAK_GLASS')).toMatchObject([
      { ...marked, action: 'BREAK_GLASS' },
      { ...marked, action: 'READ_RECORD' },
      { ...marked, action: 'SEARCH' },
    ]);
    expect((await glass.queue()).nodes).toMatchObject([{ id, restricted: true }]);
  });

  it('opens to an emergency where it is closed, until that ends, and says so in the log', async () => {
    await counter.save(aRestriction());
    expect(await open()).toMatchObject({ data: { patient: null } });
    await glass.breakGlass();
    expect(await open()).toEqual({ data: { patient: whole } });
    glass.forward(4 * hour - 1);
    expect((await open()).data).toEqual({ patient: whole });
    glass.forward(4 * hour);
    expect(await open()).toMatchObject({ errors: [{ extensions: { code: 'FORBIDDEN' } }] });
    const query = '{ accessLog(patientId: "patient-1") { nodes { action circumstance } } }';
    const { data } = await harness.run(auditor, query);
    expect(data).toMatchObject({
      accessLog: {
        nodes: [
          { action: 'READ_ACCESS_LOG', circumstance: null },
          { action: 'READ_RECORD', circumstance: null },
          { action: 'READ_RECORD', circumstance: 'RESTRICTED' },
          { action: 'READ_RECORD', circumstance: 'RESTRICTED' },
          { action: 'BREAK_GLASS', circumstance: 'RESTRICTED' },
          { action: 'READ_RECORD', circumstance: null },
        ],
      },
    });
  });

  it('says nothing of a restriction in the log where a broken glass opens an unrestricted one', async () => {
    const stranger = aViewer('CLINICIAN', 'people-hospital');
    await counter.save(aRestriction());
    const id = await glass.breakGlass(stranger);
    await open(stranger);
    const events = (await harness.events()).filter(({ basis }) => basis === 'BREAK_GLASS');
    expect(events.map(({ circumstance }) => circumstance)).toEqual([null, null]);
    expect((await glass.queue()).nodes).toMatchObject([{ id, restricted: false }]);
  });

  it('is refused in the words for a patient who does not exist, by id and by number', async () => {
    await counter.save(aRestriction());
    const byNumber = (value: string) =>
      harness.run(
        clinician,
        'query ($value: String!) { patientByIdentifier(system: RESIDENT_ID, value: $value) { id } }',
        { value },
      );
    const [there, nowhere] = [await open(), await open(clinician, 'nobody')];
    expect(JSON.stringify(there).replaceAll('patient-1', 'nobody')).toBe(JSON.stringify(nowhere));
    const { errors } = await byNumber(residentIds[0]);
    expect(errors?.map(({ message }) => message)).toEqual(there.errors?.map((one) => one.message));
  });

  it('is found like one to which there is no basis, and each of its writes goes on', async () => {
    const query =
      '{ patients(search: "张建国") { nodes { id name birthDate phone identifiers { value } } } }';
    await counter.save(aRestriction());
    const { data } = await harness.run(clinician, query);
    const { data: stranger } = await harness.run(aViewer('CLINICIAN', 'lab-center'), query);
    expect(data).toEqual(stranger);
    expect(data).toMatchObject({ patients: { nodes: [{ birthDate: null, phone: null }] } });
    expect((await harness.events()).at(-2)).toMatchObject({ action: 'SEARCH', basis: null });
    const visit = `mutation { recordEncounter(input: { patientId: "patient-1" sourceId: "V1" class: OUTPATIENT
      startedAt: "2026-03-04T08:00:00+08:00" }) { class } }`;
    expect(await harness.run(clinician, visit)).toEqual({
      data: { recordEncounter: { class: 'OUTPATIENT' } },
    });
  });

  it('keeps own rows open to who wrote them', async () => {
    await counter.save(aRestriction(), aSource());
    const { data } = await harness.run(
      clinician,
      '{ patient(id: "patient-1") { phone conditions { nodes { id } } } }',
    );
    expect(data).toEqual({
      patient: { phone: '138****1234', conditions: { nodes: [{ id: 'condition-1' }] } },
    });
  });

  it('takes the notices of its family doctor back while it is closed to her institution', async () => {
    const id = await glass.breakGlass(aViewer('CLINICIAN', 'people-hospital'));
    await counter.save(aRestriction({ institutionId: 'township-dongpu' }));
    expect((await glass.inbox(doctor)).nodes).toEqual([]);
    expect((await glass.acknowledge(id, doctor)).errors).toMatchObject([
      { extensions: { code: 'FORBIDDEN' } },
    ]);
    await counter.lift('restriction-1');
    expect((await glass.inbox(doctor)).nodes).toMatchObject([{ id }]);
  });

  it('counts with the next request of every process', async () => {
    const { process: first, database } = harness;
    const second = await createPatientsProcess({ ...first, location: { dataDir: '' } }, database);
    const decideBoth = () =>
      Promise.all(
        [first, second].map(async (one) => {
          const identity = anIdentity(clinician);
          const context = createContexts(one)({ identity, grants: { tokens: [] } });
          const [decision] = await decideAccess(context, identity, ['patient-1'], 'READ_RECORD');
          return decision?.access?.basis ?? null;
        }),
      );
    expect(await decideBoth()).toEqual(['ENCOUNTER', 'ENCOUNTER']);
    await counter.restrict({
      ...{ patientId: 'patient-1', kind: 'INSTITUTION', institutionId: 'county-hospital' },
      note: '本人要求',
    });
    expect(await decideBoth()).toEqual([null, null]);
    await counter.lift((await counter.list(doctor)).found?.[0]?.id ?? '', doctor);
    expect(await decideBoth()).toEqual(['ENCOUNTER', 'ENCOUNTER']);
  });
});
