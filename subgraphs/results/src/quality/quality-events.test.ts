import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { OutboxEvent } from '@lianyi/shared/events/event.entity';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { createMappingClient } from '../testing/mapping.client';
import { createQualityClient } from '../testing/quality.client';
import { type ResultsHarness, startResults } from '../testing/results.harness';

const institutionId = 'township-dongpu';

describeOnBothDatabases('a change of reference data', (kind) => {
  let results: ResultsHarness;
  const { round, withdraw, control } = createQualityClient(() => results);
  const { map } = createMappingClient(() => results);
  beforeAll(async () => {
    results = await startResults(kind);
  });
  beforeEach(() =>
    results.database.transaction(async (manager) => {
      for (const table of ['quality_record', 'quality_control', 'outbox_event'])
        await manager.query(`DELETE FROM \`${table}\``);
    }),
  );
  afterAll(() => results.stop());

  const forget = () =>
    results.database.transaction((manager) => manager.query('DELETE FROM `outbox_event`'));
  const told = async () =>
    (await results.database.read.find(OutboxEvent, { order: { sequence: 'ASC' } })).map(
      ({ type, orderKey, payload }) => ({ type, orderKey, payload }),
    );
  const quality = (what: string, recordId: string | undefined) => ({
    ...{ type: `results.quality-record.${what}`, orderKey: institutionId },
    payload: { recordId, institutionId },
  });

  it('is told once for a round, by however many it is entered, and not where it is refused', async () => {
    const answers = await Promise.all([round(), round(), round()]);
    await round({ passed: false });
    expect(await told()).toEqual([quality('recorded', answers[0].record?.id)]);
  });

  it('is told once for a withdrawal, by however many it is taken back', async () => {
    const { record } = await round();
    await Promise.all([withdraw(record?.id), withdraw(record?.id), withdraw(record?.id)]);
    expect(await told()).toEqual([
      quality('recorded', record?.id),
      quality('withdrawn', record?.id),
    ]);
  });

  it('is told once for a control, and once for each correction', async () => {
    await Promise.all([control({ inControl: false }), control({ inControl: false })]);
    await control({ inControl: false });
    await control({ inControl: true });
    await control({ inControl: true });
    const payload = { institutionId, itemCode: '6690-2', day: '2026-03-01' };
    expect((await told()).map((event) => event.payload)).toEqual([
      { ...payload, revision: 1 },
      { ...payload, revision: 2 },
    ]);
  });

  it('is told no more where it is said again long after, when its event was removed', async () => {
    const { record } = await round();
    await control({ inControl: true });
    expect((await told()).map(({ type }) => type)).toEqual([
      'results.quality-record.recorded',
      'results.quality-control.recorded',
    ]);
    await forget();
    await Promise.all([round(), control({ inControl: true })]);
    expect(await told()).toEqual([]);
    await withdraw(record?.id);
    await forget();
    await withdraw(record?.id);
    expect(await told()).toEqual([]);
  });

  it('is told once for a code that was mapped, without what was printed', async () => {
    const said = { code: '张三的代码', itemCode: '6690-2' };
    const [first] = await Promise.all([map(said), map(said)]);
    expect(first.errors).toBeUndefined();
    expect(await told()).toEqual([
      {
        ...{ type: 'results.local-code.mapped', orderKey: institutionId },
        payload: { mappingId: first.mapping?.id, institutionId, revision: 1 },
      },
    ]);
  });
});
