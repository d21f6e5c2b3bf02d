import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { roles } from '@lianyi/shared/auth/viewer';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import { createCriticalClient, ward } from '../testing/critical.client';
import { createNoticeClient } from '../testing/notice.client';
import { type ResultsHarness, startResults } from '../testing/results.harness';

describeOnBothDatabases('who may settle a critical value', (kind) => {
  let results: ResultsHarness;
  let id = '';
  const critical = createCriticalClient(() => results);
  const state = async () => (await critical.rows('critical_value'))[0]?.state;

  beforeAll(async () => {
    results = await startResults(kind);
  });
  beforeEach(async () => {
    await critical.clear();
    results.county.access.set('patient-1', {});
    await critical.postPotassium('6.5');
    id = (await critical.list()).nodes[0]?.id ?? '';
  });
  afterAll(() => results.stop());

  const steps = ['acknowledge', 'handle'] as const;
  it.each(steps)('refuses to %s it in the words for an id that nobody has', async (step) => {
    if (step === 'handle') await critical.acknowledge(id);
    const before = await state();
    const stranger = aViewer('CLINICIAN', 'people-hospital');
    const reporter = aViewer('CLINICIAN', 'township-dongpu');
    const nowhere = JSON.stringify(await critical[step]('nothing', ward));
    const refused = async (viewer = ward) => {
      const answer = await critical[step](id, viewer);
      expect(JSON.stringify(answer).replaceAll(id, 'nothing')).toBe(nowhere);
    };
    await refused(stranger);
    await refused(reporter);
    results.county.access.delete('patient-1');
    await refused();
    results.county.access.set('patient-1', { scope: 'OWN', basis: 'OWN_DATA' });
    await refused();
    expect(await state()).toBe(before);
  });

  it.each(steps)('asks patients by what it is, to %s it', async (step) => {
    if (step === 'handle') await critical.acknowledge(id);
    results.county.actions.length = 0;
    await critical[step](id);
    const action = `${step.toUpperCase()}_CRITICAL_VALUE`;
    expect(results.county.actions[0]).toBe(action);
  });

  const others = roles.filter((role) => !['CLINICIAN', 'FAMILY_DOCTOR'].includes(role));
  it.each(others)('is neither acknowledged nor handled by a %s', async (role) => {
    const viewer = aViewer(role, 'county-hospital');
    const refused = [{ extensions: { code: 'FORBIDDEN' } }];
    expect((await critical.acknowledge(id, viewer)).errors).toMatchObject(refused);
    await critical.acknowledge(id);
    expect((await critical.handle(id, viewer)).errors).toMatchObject(refused);
  });

  it('makes who takes it on one to be told of a correction, seen to open the report or not', async () => {
    const doctor = aViewer('FAMILY_DOCTOR', 'township-xiling');
    results.county.care.set('patient-1', { contractedWith: 'township-xiling' });
    await critical.postPotassium('6.5', { sourceId: 'taken' });
    const taken = (await critical.rows('critical_value_address')).find(
      ({ institutionId }) => institutionId === 'township-xiling',
    );
    const text = 'mutation ($id: ID!) { acknowledgeCriticalValue(id: $id) { id } }';
    await results.run(doctor, text, { id: taken?.valueId });
    await results.flushShown();
    await critical.postPotassium('4.0', { sourceId: 'taken', hour: '10' });
    const notices = createNoticeClient(() => results);
    expect((await notices.notices(doctor)).nodes).toMatchObject([{ fromVersion: 1, toVersion: 2 }]);
  });

  it('tells nobody of a correction of its own, who answers for its own value where nobody else does', async () => {
    results.county.care.set('patient-1', {});
    const own = aViewer('CLINICIAN', 'township-dongpu');
    const alone = { sourceId: 'alone', orderingInstitutionId: null };
    await critical.postPotassium('6.5', alone);
    const addresses = await critical.rows('critical_value_address');
    const hers = addresses.find(({ reason }) => reason === 'NOBODY_ELSE');
    const { errors } = await critical.acknowledge(String(hers?.valueId), own);
    expect(errors).toBeUndefined();
    await results.flushShown();
    await critical.postPotassium('4.0', { ...alone, hour: '10' });
    const notices = createNoticeClient(() => results);
    expect((await notices.notices(own)).nodes).toEqual([]);
  });
});
