import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { createMappingClient, leadManager, type Queued } from '../testing/mapping.client';
import { aLabReport, anExamReport, anObservation } from '../testing/report.factory';
import { dongpu, type ResultsHarness, startResults } from '../testing/results.harness';

describeOnBothDatabases('unmappedCodes', (kind) => {
  let results: ResultsHarness;
  const { queue } = createMappingClient(() => results);
  const xiling = { ...dongpu, institutionId: 'township-xiling' };
  beforeAll(async () => {
    results = await startResults(kind);
    const unknown = { code: 'MPV', name: '平均血小板体积', value: '10.1', unit: 'fL' };
    const observations = [
      anObservation({ ...unknown, referenceRange: '7.6-13.2' }),
      anObservation({ ...unknown, value: '9.9' }),
      anObservation({ code: 'NOTE', name: '备注', value: '张建国，住院号 778812', unit: null }),
      anObservation({ unit: '十亿' }),
      anObservation({ code: 'HBsAg', value: '阴性', unit: '十亿', referenceRange: '阴性' }),
      anObservation({ value: '见报告', unit: '百亿' }),
      anObservation({ unit: 'g/L' }),
      anObservation({ code: '6690-2', unit: '--' }),
    ];
    await results.post(aLabReport({ observations }));
    await results.post(aLabReport({ observations }));
    results.clock.now = new Date('2026-03-05T10:00:00+08:00');
    const later = { issuedAt: '2026-03-02T09:00:00+08:00', observations: observations.slice(0, 1) };
    await results.post(aLabReport(later));
    await results.post(anExamReport({ itemCode: '彩超01', modality: 'US' }), { kind: 'Exam' });
    await results.post(aLabReport({ observations: observations.slice(0, 1) }), { viewer: xiling });
  });
  afterAll(() => results.stop());

  it('lists what stands for nothing yet, how often and when it came, with a printed example', async () => {
    const { nodes } = await queue();
    const found = new Map(nodes.map((node) => [node.printed, node]));
    expect([...found.keys()].sort()).toEqual(['MPV', 'NOTE', '十亿', '彩超01']);
    expect(found.get('MPV')).toEqual({
      ...{ id: expect.any(String), institution: { id: 'township-dongpu' }, item: null },
      ...{ kind: 'LABORATORY_CODE', printed: 'MPV', name: '平均血小板体积', occurrences: 3 },
      firstSeenAt: '2026-03-04T10:00:00+08:00',
      lastSeenAt: '2026-03-05T10:00:00+08:00',
      example: { value: '10.1', unit: 'fL', referenceRange: '7.6-13.2' },
    });
    expect(found.get('十亿')).toMatchObject({
      ...{ kind: 'UNIT', item: { code: '6690-2' }, occurrences: 1 },
      example: { value: '5.60', unit: '十亿' },
    });
    expect(found.get('彩超01')).toMatchObject({ kind: 'EXAM_CODE', name: null, occurrences: 1 });
  });

  it('shows no free text, which may name a patient', async () => {
    expect(JSON.stringify((await queue()).nodes)).not.toContain('张建国');
    const note = (await queue()).nodes.find(({ printed }) => printed === 'NOTE');
    expect(note).toMatchObject({ example: { value: null } });
  });

  it('shows the leading institution what waits at all it leads, or at one of them', async () => {
    const institutions = ({ nodes }: { nodes: Queued[] }) =>
      nodes.map(({ institution }) => (institution as { id: string }).id);
    expect(new Set(institutions(await queue('', leadManager)))).toEqual(
      new Set(['township-dongpu', 'township-xiling']),
    );
    const one = await queue('(institutionId: "township-xiling")', leadManager);
    expect(institutions(one)).toEqual(['township-xiling']);
  });

  it('refuses the queue of an institution it does not manage', async () => {
    const { errors } = await queue('(institutionId: "township-xiling")');
    expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
  });

  it('comes in pages without losing or doubling one', async () => {
    const all = (await queue('', leadManager)).nodes.map(({ id }) => id);
    const seen: unknown[] = [];
    let after = '';
    for (let more = true; more; ) {
      const page = await queue(`(first: 2${after})`, leadManager);
      seen.push(...page.nodes.map(({ id }) => id));
      more = page.pageInfo?.hasNextPage ?? false;
      after = `, after: "${page.pageInfo?.endCursor}"`;
    }
    expect(seen).toEqual(all);
  });

  it.each(['(first: 0)', '(first: 101)', '(after: "no cursor")'])('refuses %s', async (given) => {
    expect((await queue(given)).errors).toMatchObject([{ extensions: { code: 'INVALID_INPUT' } }]);
  });
});
