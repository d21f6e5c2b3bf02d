import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { roles } from '@lianyi/shared/auth/viewer';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import { potassium } from '../testing/critical.client';
import { createNoticeClient } from '../testing/notice.client';
import { clinician, type ResultsHarness, startResults } from '../testing/results.harness';

const xiling = aViewer('FAMILY_DOCTOR', 'township-xiling', { subject: 'doctor', name: '李家医' });

describeOnBothDatabases('who may read a notice', (kind) => {
  let results: ResultsHarness;
  let [patientId, count] = ['', 0];
  const notice = createNoticeClient(() => results);
  const post = (hour: string, value: string, more: object = {}) =>
    notice.post(patientId, hour, value, more);
  const kinds = async (viewer = clinician) =>
    (await notice.notices(viewer)).nodes.map(
      ({ kind: what, fromVersion, toVersion }) => `${what} ${fromVersion}-${toVersion}`,
    );

  beforeAll(async () => {
    results = await startResults(kind);
  });
  beforeEach(async () => {
    // What was shown in the test before belongs there.
    await results.flushShown();
    await notice.clear();
    count += 1;
    patientId = `patient-${count}`;
    results.county.access.set(patientId, {});
    results.clock.now = new Date('2026-03-04T10:00:00+08:00');
  });
  afterAll(() => results.stop());

  it('is whoever is first', async () => {
    await post('09', '4.0');
    await notice.look(patientId);
    await post('10', '4.5');
    const id = (await notice.notices()).nodes[0]?.id ?? '';
    const names = Array.from({ length: 20 }, (_, index) => `医生${index}`);
    const answers = await Promise.all(
      names.map((name) => notice.markRead(id, { ...clinician, name })),
    );
    expect(answers.flatMap(({ errors }) => errors ?? [])).toEqual([]);
    expect(new Set(answers.map(({ data }) => JSON.stringify(data))).size).toBe(1);
    const read = {
      id,
      readAt: '2026-03-04T10:00:00+08:00',
      readBy: expect.stringMatching(/^医生/),
    };
    expect((await notice.notices()).nodes).toMatchObject([read]);
    expect((await notice.notices(clinician, '(unreadOnly: true)')).nodes).toEqual([]);
  });

  it('is asked of patients by what it is, to mark it', async () => {
    await post('09', '4.0');
    await notice.look(patientId);
    await post('10', '4.5');
    const id = (await notice.notices()).nodes[0]?.id ?? '';
    results.county.actions.length = 0;
    await notice.markRead(id);
    expect(results.county.actions[0]).toBe('ACKNOWLEDGE_REPORT_NOTICE');
  });

  it('is none of the others, who are refused in the words for an id that nobody has', async () => {
    await post('09', '4.0');
    await notice.look(patientId);
    await post('10', '4.5');
    const id = (await notice.notices()).nodes[0]?.id ?? '';
    const nowhere = JSON.stringify(await notice.markRead('nothing'));
    const refused = async (viewer = clinician) =>
      expect(JSON.stringify(await notice.markRead(id, viewer)).replaceAll(id, 'nothing')).toBe(
        nowhere,
      );
    await refused(xiling);
    results.county.access.set(patientId, { scope: 'OWN', basis: 'OWN_DATA' });
    expect(await kinds()).toEqual([]);
    await refused();
    results.county.access.delete(patientId);
    expect(await kinds()).toEqual([]);
    await refused();
    results.county.access.set(patientId, {});
    expect((await notice.notices(clinician, '(unreadOnly: true)')).nodes).toMatchObject([{ id }]);
  });

  it.each(roles.filter((role) => !['CLINICIAN', 'FAMILY_DOCTOR'].includes(role)))(
    'is no %s',
    async (role) => {
      const viewer = aViewer(role);
      await post('09', '4.0');
      await notice.look(patientId);
      await post('10', '4.5');
      const id = (await notice.notices()).nodes[0]?.id ?? '';
      await expect(notice.notices(viewer)).rejects.toThrow('FORBIDDEN');
      const { errors } = await notice.markRead(id, viewer);
      expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
    },
  );

  it('sees nothing sensitive without the right to it', async () => {
    const hiv = (value: string) => ({ ...potassium(value), code: '56888-1', unit: null });
    await post('09', '4.0', { observations: [potassium('4.0'), hiv('阴性')], conclusion: '一' });
    await post('09', '4.0', { sourceId: `hiv-${patientId}`, observations: [hiv('阴性')] });
    await notice.look(patientId);
    await post('10', '', { observations: [potassium('4.5'), hiv('阳性')], conclusion: '二' });
    await post('10', '', { sourceId: `hiv-${patientId}`, status: 'CANCELLED', observations: [] });
    expect((await notice.notices()).nodes).toHaveLength(2);
    results.county.access.set(patientId, { sensitive: false });
    expect((await notice.notices()).nodes).toMatchObject([
      { changes: [{ field: 'VALUE', item: { code: '2823-3' } }] },
    ]);
    expect(JSON.stringify(await notice.notices())).not.toMatch(/阳性|阴性|CONCLUSION/);
  });

  it('sees no text without the right to know who she is', async () => {
    await post('09', '4.0', { conclusion: '一' });
    await notice.look(patientId);
    await post('10', '4.5', { conclusion: '二' });
    results.county.access.set(patientId, { identified: false });
    expect((await notice.notices()).nodes).toMatchObject([{ changes: [{ field: 'VALUE' }] }]);
  });

  it('sees nothing of a report that is another patient’s by then', async () => {
    await post('09', '4.0');
    await notice.look(patientId);
    await post('10', '4.5');
    await notice.markRead((await notice.notices()).nodes[0]?.id ?? '');
    await post('11', '7.9', { patient: { patientId: 'hidden' } });
    const { nodes } = await notice.notices();
    expect(nodes).toMatchObject([
      { kind: 'WITHDRAWN', fromVersion: 2, labReport: null, changes: [] },
      { kind: 'AMENDED', fromVersion: 1, labReport: null, changes: [{ to: '4.5 mmol/L' }] },
    ]);
  });
});
