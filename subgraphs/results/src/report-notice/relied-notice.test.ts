import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { createNoticeClient } from '../testing/notice.client';
import { at, createOrderingClient, taken, wbc } from '../testing/ordering.client';
import { clinician, type ResultsHarness, startResults } from '../testing/results.harness';

const exam = { itemCode: 'CT-CHEST', modality: 'CT' } as const;

describeOnBothDatabases('a notice to who relied on a report', (kind) => {
  let results: ResultsHarness;
  let [patientId, count] = ['', 0];
  const notice = createNoticeClient(() => results);
  const ordering = createOrderingClient(() => results);
  const told = async () =>
    (await notice.notices(clinician)).nodes.map(({ kind: what, relied }) => [what, relied]);
  const lab = (value: string, hour: number) =>
    ordering.postLab(patientId, {
      ...{ ...taken(2), issuedAt: at(2, hour), sourceId: `relied-${patientId}` },
      observations: [wbc(value)],
    });
  const image = (conclusion: string, hour: number) =>
    ordering.postExam(patientId, {
      ...{ ...exam, ...taken(2), issuedAt: at(2, hour), conclusion, findings: '双肺清晰' },
      sourceId: `relied-${patientId}`,
    });
  const decide = async (input: object) => {
    const { errors } = await ordering.decide({ patientId, choice: 'RECOGNIZED', ...input });
    expect(errors).toBeUndefined();
    await notice.clear();
  };

  beforeAll(async () => {
    results = await startResults(kind);
    results.clock.now = new Date(at(3));
  });
  beforeEach(async () => {
    await results.flushShown();
    await notice.clear();
    count += 1;
    patientId = `relying-${count}`;
    results.county.access.set(patientId, {});
  });
  afterAll(() => results.stop());

  it('tells the institution that decided by a value, though it was not seen to look', async () => {
    await decide({ itemCode: '6690-2', observationId: await lab('6.1', 8) });
    await lab('16.1', 9);
    expect(await told()).toEqual([['AMENDED', true]]);
  });

  it('tells the institution that decided by an exam', async () => {
    await decide({ itemCode: 'CT-CHEST', examReportId: await image('未见异常', 8) });
    await image('右肺结节', 9);
    expect(await told()).toEqual([['AMENDED', true]]);
  });

  it('tells nobody who tested again instead', async () => {
    const observationId = await lab('6.1', 8);
    await decide({
      ...{ itemCode: '6690-2', observationId, choice: 'REPEATED', reason: 'EMERGENCY' },
    });
    await lab('16.1', 9);
    expect(await told()).toEqual([]);
  });

  it('tells who was shown it by an order check', async () => {
    await lab('6.1', 8);
    await ordering.check(patientId, ['6690-2']);
    await results.flushShown();
    await lab('16.1', 9);
    expect(await told()).toEqual([['AMENDED', false]]);
  });
});
