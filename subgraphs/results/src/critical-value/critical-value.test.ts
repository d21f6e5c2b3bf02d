import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { type Role, roles } from '@lianyi/shared/auth/viewer';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import { createCriticalClient, potassium, ward } from '../testing/critical.client';
import { type ResultsHarness, startResults } from '../testing/results.harness';

const noon = new Date('2026-03-04T10:00:00+08:00');
const minutes = (count: number) => new Date(noon.getTime() + count * 60_000);
const doctor = aViewer('FAMILY_DOCTOR', 'township-xiling', { name: '李家医' });

describeOnBothDatabases('criticalValues', (kind) => {
  let results: ResultsHarness;
  const critical = createCriticalClient(() => results);
  const ids = async (viewer = ward, args = '') =>
    (await critical.list(viewer, args)).nodes.map(({ id }) => id);
  const raise = async (patientId = 'patient-1', at = noon) => {
    results.clock.now = at;
    results.county.access.set(patientId, {});
    await critical.postPotassium('6.5', { patientId });
    const rows = await critical.rows('critical_value');
    return String(rows.find((row) => row.patientId === patientId)?.id);
  };

  beforeAll(async () => {
    results = await startResults(kind);
  });
  beforeEach(async () => {
    await critical.clear();
    results.clock.now = noon;
    results.county.access.clear();
    results.county.care.clear();
    results.county.down.clear();
  });
  afterAll(() => results.stop());

  it('shows a value to who ordered, who is the family doctor and who reported, to nobody else', async () => {
    results.county.care.set('patient-1', { contractedWith: 'township-xiling' });
    const id = await raise();
    const reporter = aViewer('REPORTER', 'township-dongpu');
    for (const viewer of [ward, doctor, reporter]) expect(await ids(viewer)).toEqual([id]);
    expect(await ids(aViewer('CLINICIAN', 'people-hospital'))).toEqual([]);
  });

  it('leaves out those of patients whose record does not open', async () => {
    await raise();
    const open = await raise('patient-2');
    results.county.access.delete('patient-1');
    expect(await ids()).toEqual([open]);
  });

  it('leaves out, on own data alone, what others reported', async () => {
    results.county.care.set('patient-1', { contractedWith: 'township-xiling' });
    const id = await raise();
    expect(await ids(doctor)).toEqual([id]);
    results.county.access.set('patient-1', { scope: 'OWN', basis: 'OWN_DATA' });
    expect(await ids(doctor)).toEqual([]);
    expect(await ids()).toEqual([]);
    expect(await ids(aViewer('REPORTER', 'township-dongpu'))).toEqual([id]);
  });

  it('leaves out sensitive ones where sensitive items are hidden', async () => {
    const hiv = { code: '56888-1', value: '阳性', unit: null, flag: 'HH' };
    results.county.access.set('patient-1', {});
    await critical.postPotassium('', { observations: [potassium('', hiv), potassium('6.5')] });
    expect(await ids()).toHaveLength(2);
    results.county.access.set('patient-1', { sensitive: false });
    expect((await critical.list()).nodes).toMatchObject([{ observation: { value: '6.5' } }]);
  });

  it('is UNAVAILABLE, not empty, where access cannot be asked', async () => {
    await raise();
    results.county.down.add('patients');
    await expect(critical.list()).rejects.toThrow('UNAVAILABLE');
  });

  it('lists what waits first, by its due time, then what is over, newest first', async () => {
    const patients = ['a', 'b', 'c', 'd', 'e', 'f'];
    const made: string[] = [];
    for (const [index, patient] of patients.entries())
      made.push(await raise(patient, minutes(index)));
    const [a = '', b = '', c = '', d = '', e = '', f = ''] = made;
    for (const id of [a, b, e]) await critical.acknowledge(id);
    for (const id of [b, e]) await critical.handle(id);
    expect(await ids()).toEqual([c, d, f, a, e, b]);
    const seen: string[] = [];
    for (let after = '', more = true; more; ) {
      const { nodes, pageInfo } = await critical.list(ward, `(first: 1${after})`);
      seen.push(...nodes.map(({ id }) => id));
      [after, more] = [`, after: "${pageInfo.endCursor}"`, pageInfo.hasNextPage];
    }
    expect(seen).toEqual([c, d, f, a, e, b]);
  });

  it('is OVERDUE from the moment after it should have been acknowledged', async () => {
    const id = await raise();
    results.clock.now = minutes(10);
    expect(await ids(ward, '(status: OPEN)')).toEqual([id]);
    expect(await ids(ward, '(status: OVERDUE)')).toEqual([]);
    results.clock.now = new Date(minutes(10).getTime() + 1);
    expect(await ids(ward, '(status: OPEN)')).toEqual([]);
    expect((await critical.list(ward, '(status: OVERDUE)')).nodes).toMatchObject([
      { id, status: 'OVERDUE', escalatedAt: '2026-03-04T10:10:00+08:00' },
    ]);
  });

  it.each(['ACKNOWLEDGED', 'HANDLED', 'SUPERSEDED'])('finds those that are %s', async (status) => {
    const id = await raise();
    await raise('patient-2');
    if (status === 'SUPERSEDED') await critical.postPotassium('4.0', { hour: '10' });
    else await critical.acknowledge(id);
    if (status === 'HANDLED') await critical.handle(id);
    expect(await ids(ward, `(status: ${status})`)).toEqual([id]);
  });

  it('refuses a cursor that is none of this list', async () => {
    const { pageInfo } = await critical.list();
    expect(pageInfo).toEqual({ hasNextPage: false, endCursor: null });
    await raise();
    const { endCursor } = (await critical.list()).pageInfo;
    for (const args of ['(after: "x")', `(status: HANDLED, after: "${endCursor}")`])
      await expect(critical.list(ward, args)).rejects.toThrow('"field":"after"');
  });

  it('costs as many statements for 20 values as for one', async () => {
    const cost = async () => {
      await critical.list();
      await results.flushShown();
      results.statements.length = 0;
      await critical.list();
      return results.statements.length;
    };
    await raise();
    const one = await cost();
    for (let index = 0; index < 19; index += 1) await raise(`patient-${index + 2}`);
    expect([(await critical.list()).nodes.length, await cost()]).toEqual([20, one]);
  });

  const readers = ['CLINICIAN', 'FAMILY_DOCTOR', 'REPORTER'];
  it.each(roles.filter((role) => !readers.includes(role)))('is not for a %s', async (role) => {
    await raise();
    await expect(critical.list(aViewer(role))).rejects.toThrow('FORBIDDEN');
  });

  it('tells who is on duty of what is overdue at the own institution, and nothing of whose it is', async () => {
    const duty = aViewer('COMMUNITY_OFFICE', 'county-hospital');
    const first = await raise();
    const second = await raise('patient-2', minutes(1));
    expect((await critical.escalations(duty)).data).toMatchObject({ page: { nodes: [] } });
    results.clock.now = minutes(12);
    const { data } = await critical.escalations(duty, '(first: 1)');
    expect(data).toMatchObject({
      page: { nodes: [{ id: first, institution: { id: 'township-dongpu' } }] },
    });
    expect(JSON.stringify(data)).not.toContain('patient');
    await critical.acknowledge(first);
    const left = await critical.escalations(duty);
    expect(left.data).toMatchObject({ page: { nodes: [{ id: second }] } });
    const elsewhere = aViewer('COMMUNITY_OFFICE', 'people-hospital');
    expect((await critical.escalations(elsewhere)).data).toMatchObject({ page: { nodes: [] } });
  });

  const others = roles.filter((role: Role) => role !== 'COMMUNITY_OFFICE');
  it.each(others)('tells no %s of what is overdue', async (role) => {
    const { errors } = await critical.escalations(aViewer(role));
    expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
  });
});
