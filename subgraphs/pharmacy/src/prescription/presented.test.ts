import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import { aSheetInput, type Dispensary, openDispensary } from '../testing/dispensary';
import { aPrescription } from '../testing/pharmacy.factory';
import { PrescriptionPresented } from './prescription-presented.entity';

const township = aViewer('PHARMACIST', 'township-dongpu');
const colleague = { ...township, subject: 'another pharmacist' };
const morning = new Date('2026-05-04T01:00:00Z');
const over = new Date('2026-05-04T16:00:00Z');
const days = (count: number) => new Date(over.getTime() + count * 24 * 3600 * 1000);

interface Listed {
  readonly prescriptions: { readonly nodes: readonly { readonly id: string }[] } | null;
}

describeOnBothDatabases('a sheet that is handed to a pharmacist', (kind) => {
  let desk: Dispensary;
  let sheet: { id: string; number: string };
  beforeAll(async () => {
    desk = await openDispensary(kind, [
      aPrescription({ id: 'earlier', issuedAt: new Date('2026-05-03T01:00:00Z') }),
      aPrescription({ id: 'of another', patientId: 'patient-2', validUntil: over }),
      aPrescription({ id: 'secret', sensitive: true, validUntil: over }),
    ]);
  });
  afterAll(() => desk?.stop());
  beforeEach(async () => {
    desk.neighbours.down.clear();
    desk.clock.now = morning;
    await desk.harness.database.transaction((manager) => manager.clear(PrescriptionPresented));
    const issued = (await desk.issue(aSheetInput())).sheet;
    if (!issued) throw new Error('no sheet was issued');
    sheet = issued;
  });

  const byId = async (viewer = township, id = sheet.id) => {
    const query = 'query ($id: ID!) { sheet: prescription(id: $id) { id patient { id } } }';
    const { sheet: shown, code } = await desk.run(viewer, query, { id }, {});
    return shown ? shown.id : code;
  };
  const listed = async () => {
    const query =
      '{ _entities(representations: [{ __typename: "Patient", id: "patient-1" }]) { ... on Patient { prescriptions { nodes { id } } } } }';
    const { data } = await desk.harness.run(township, query);
    const [patient] = (data as unknown as { _entities: [Listed | null] })._entities;
    return patient?.prescriptions?.nodes.map(({ id }) => id);
  };
  const byNumber = async (viewer = township, number = sheet.number) => {
    const { sheet: shown, code } = await desk.hand(viewer, number);
    return shown ? shown.id : code;
  };

  it('is closed to her until she gives its number, and then is open', async () => {
    expect(await byId()).toBe('FORBIDDEN');
    expect(await byNumber()).toBe(sheet.id);
    expect(await byId()).toBe(sheet.id);
  });

  it('is open to nobody else there', async () => {
    await byNumber();
    expect(await byId(colleague)).toBe('FORBIDDEN');
    const sameElsewhere = { ...township, institutionId: 'people-hospital' };
    expect(await byId(sameElsewhere)).toBe('FORBIDDEN');
    const doctor = { ...township, roles: ['CLINICIAN'] as const };
    expect(await byId(doctor)).toBe('FORBIDDEN');
  });

  it('opens itself, and neither another of hers nor one of anybody else', async () => {
    await byNumber();
    for (const id of ['earlier', 'of another', 'none'])
      expect(await byId(township, id)).toBe('FORBIDDEN');
    expect(await listed()).toEqual([sheet.id]);
  });

  it('leaves the list with its own end, while another of hers is open', async () => {
    desk.clock.now = morning;
    await byNumber();
    desk.clock.now = new Date('2026-05-10T01:00:00Z');
    const later = (await desk.issue(aSheetInput())).sheet;
    await byNumber(township, later?.number);
    expect(await listed()).toEqual([later?.id, sheet.id]);
    desk.clock.now = days(7);
    expect(await listed()).toEqual([later?.id]);
    expect(await byId()).toBe('FORBIDDEN');
  });

  it('is not hers where a colleague was handed it, also if another of the patient’s is', async () => {
    await byNumber();
    const others = (await desk.issue(aSheetInput())).sheet;
    expect(await byNumber(colleague, others?.number)).toBe(others?.id);
    expect(await listed()).toEqual([sheet.id]);
    expect(await byId(township, others?.id)).toBe('FORBIDDEN');
  });

  it('may be sensitive: she is to fill it', async () => {
    expect(await byNumber(township, 'RX-secret')).toBe('secret');
  });

  it('is not handed to who is no pharmacist, or outside the community', async () => {
    for (const viewer of [
      aViewer('CLINICIAN', 'township-dongpu'),
      aViewer('PHARMACIST', 'city-hospital'),
      aViewer('PHARMACIST', 'nowhere'),
    ]) {
      expect(await byNumber(viewer)).toBe('FORBIDDEN');
      expect(await byId(viewer)).toBe('FORBIDDEN');
    }
    expect(await byNumber(township, 'CF1')).toBe('FORBIDDEN');
  });

  it('is handed to her until its last moment, and stays open for seven days', async () => {
    desk.clock.now = new Date(over.getTime() - 1);
    expect(await byNumber()).toBe(sheet.id);
    desk.clock.now = over;
    expect(await byNumber(colleague)).toBe('FORBIDDEN');
    desk.clock.now = days(7 - 1e-6);
    expect(await byId()).toBe(sheet.id);
    expect(await listed()).toEqual([sheet.id]);
    desk.clock.now = days(7);
    expect(await byId()).toBe('FORBIDDEN');
    expect(await listed()).toBeUndefined();
    expect(await byNumber()).toBe('FORBIDDEN');
  });

  it('is not handed to her once it was rejected, and closes with its end', async () => {
    await byNumber();
    await desk.step(township, 'rejectPrescription', sheet.id, '用量不明');
    expect(await byNumber(colleague)).toBe('FORBIDDEN');
    expect(await byId()).toBe(sheet.id);
  });

  it('is not refused where nobody says who shares with whom', async () => {
    const stranger = aViewer('PHARMACIST', 'village-dongpu-1');
    desk.neighbours.down.add('personnel');
    expect(await byNumber(stranger)).toBe('UNAVAILABLE');
    const query =
      'query ($number: String!) { sheet: prescriptionByNumber(number: $number) { id } }';
    const variables = { number: sheet.number };
    const { sheet: shown } = await desk.run(stranger, query, variables);
    expect(shown).toEqual({ id: sheet.id });
  });

  it('is a basis that is told to other parts alone', async () => {
    const query =
      '{ prescriptionBases(patientIds: ["patient-1"], institutionId: "county-hospital") }';
    expect(await desk.run(township, query, {})).toMatchObject({ code: 'FORBIDDEN' });
  });

  it('is found by one statement, however many patients are asked about', async () => {
    await byNumber();
    const patientIds = Array.from({ length: 50 }, (_, at) => `patient-${at}`);
    const query =
      'query ($patientIds: [ID!]!, $at: ID!) { held: prescriptionBases(patientIds: $patientIds, institutionId: $at) }';
    const asPatients = { ...township, service: 'patients' };
    const ask = async (ids: string[]) => {
      desk.harness.statements.length = 0;
      const variables = { patientIds: ids, at: 'township-dongpu' };
      return (await desk.harness.run(asPatients, query, variables)).data?.held;
    };
    expect(await ask(patientIds)).toEqual(['patient-1']);
    expect(desk.harness.statements).toHaveLength(1);
    expect(await ask([])).toEqual([]);
    expect(desk.harness.statements).toHaveLength(0);
  });
});
