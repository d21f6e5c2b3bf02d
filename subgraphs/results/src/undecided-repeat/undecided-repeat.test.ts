import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Viewer } from '@lianyi/shared/auth/viewer';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import { createOrderingClient, hiv, taken, wbc, xiling } from '../testing/ordering.client';
import { anObservation, aQualityRecord } from '../testing/report.factory';
import { type ResultsHarness, startResults } from '../testing/results.harness';

const march = { start: '2026-03-01', end: '2026-03-31' };
const lead = aViewer('QUALITY_MANAGER', 'county-hospital');
const hospital = aViewer('REPORTER', 'county-hospital');
const hgb = anObservation({ code: '718-7', value: '130', unit: 'g/L' });

interface Listed {
  readonly nodes: readonly { readonly reportId: string; readonly items: readonly object[] }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

describeOnBothDatabases('a test repeated without a decision', (kind) => {
  let results: ResultsHarness;
  const { decide, postExam, postLab } = createOrderingClient(() => results);
  /** What each patient’s second report is called; the first is a township’s of 1 March. */
  const second = new Map<string, string>();

  const list = async (viewer: Viewer, more: object = {}) => {
    const query = `query ($period: PeriodInput!, $institutionId: ID, $includeOwn: Boolean, $first: Int, $after: String) {
      page: undecidedRepeats(period: $period, institutionId: $institutionId, includeOwn: $includeOwn, first: $first, after: $after) {
        nodes { reportId takenAt cost institution { id } items { item { code } source { id } sourceTakenAt mark validUntil } }
        pageInfo { hasNextPage endCursor } } }`;
    const { data, errors } = await results.run(viewer, query, { period: march, ...more });
    return { page: data?.page as Listed | null, errors };
  };
  const found = async (more: object = {}) => {
    const { page } = await list(lead, { first: 100, ...more });
    const names = new Map([...second].map(([patientId, id]) => [id, patientId]));
    return page?.nodes.map(({ reportId }) => names.get(reportId) ?? reportId).sort();
  };
  const again = async (
    patientId: string,
    observations: Parameters<typeof postLab>[1] = { observations: [wbc('5.8')] },
    viewer: Viewer = hospital,
  ) => {
    await postLab(patientId, { ...taken(3), ...observations, sourceId: patientId }, viewer);
    const { value } = await results.ofPatient('labReports(first: 1) { nodes { id } }', patientId);
    const page = value?.labReports as { nodes: { id: string }[] } | undefined;
    second.set(patientId, page?.nodes[0]?.id ?? '');
  };
  const decideAs = (patientId: string, more: object = {}) =>
    decide({
      ...{ patientId, itemCode: '6690-2', choice: 'REPEATED', reason: 'FAST_CHANGING' },
      ...more,
    });

  beforeAll(async () => {
    results = await startResults(kind);
    const held = ['6690-2', '718-7', '56888-1', 'CT-ALL'].map((itemCode) =>
      aQualityRecord({ id: `quality-${itemCode}`, itemCode }),
    );
    await results.database.transaction((manager) => manager.save(held));
    const first = ['plain', 'decided', 'panel', 'other', 'late', 'before', 'gone', 'own'];
    for (const id of [...first, 'unmarked', 'expired', 'unknown', 'secret', 'exam'])
      results.county.access.set(id, {});
    for (const id of first)
      await postLab(id, { ...taken(1), sourceId: `first-${id}`, observations: [wbc('5.6'), hgb] });
    await again('plain', { observations: [wbc('5.8'), hgb] });
    results.clock.now = new Date('2026-03-03T07:00:00+08:00');
    await decideAs('decided');
    await decideAs('panel', { itemCode: 'PANEL-CBC' });
    await decideAs('other', { itemCode: 'CT-CHEST' });
    for (const id of ['decided', 'panel', 'other', 'late', 'before']) await again(id);
    results.clock.now = new Date('2026-03-04T10:00:00+08:00');
    await decideAs('late');
    await again('gone');
    const cancelled = { ...taken(3), sourceId: 'gone', issuedAt: '2026-03-03T10:00:00+08:00' };
    await postLab('gone', { ...cancelled, status: 'CANCELLED' }, hospital);
    await again('own', undefined, aViewer('REPORTER', 'township-dongpu'));
    await postLab('unmarked', { ...taken(1), observations: [wbc('5.6')] }, xiling);
    await again('unmarked');
    const old = { effectiveAt: '2026-02-23T08:00:00+08:00', issuedAt: '2026-02-23T09:00:00+08:00' };
    await postLab('expired', { ...old, observations: [wbc('5.6')] });
    await again('expired');
    const slow = { effectiveAt: taken(1).effectiveAt, issuedAt: '2026-03-03T08:30:00+08:00' };
    await postLab('unknown', { ...slow, observations: [wbc('5.6')] });
    await again('unknown');
    await postLab('secret', { ...taken(1), observations: [hiv] });
    await again('secret', { observations: [hiv] });
    await postExam('exam', { ...taken(1) });
    second.set('exam', await postExam('exam', { ...taken(3) }, hospital));
    await postExam('exam', { ...taken(3), itemCode: 'CT-HEAD' }, hospital);
  });
  afterAll(() => results.stop());

  it('is found where nothing was decided on a result that counted and was known', async () => {
    expect(await found()).toEqual(['before', 'exam', 'late', 'other', 'plain']);
  });

  it('tells what could have been relied on, and no patient', async () => {
    const { page } = await list(lead);
    const plain = page?.nodes.find(({ reportId }) => reportId === second.get('plain'));
    expect(plain).toEqual({
      ...{ reportId: second.get('plain'), institution: { id: 'county-hospital' }, cost: 3 },
      takenAt: '2026-03-03T08:00:00+08:00',
      items: ['6690-2', '718-7'].map((code) => ({
        ...{ item: { code }, source: { id: 'township-dongpu' }, mark: '医共体HR' },
        sourceTakenAt: '2026-03-01T08:00:00+08:00',
        validUntil: '2026-03-08T23:59:59.999+08:00',
      })),
    });
    const exam = page?.nodes.find(({ reportId }) => reportId === second.get('exam'));
    expect(exam).toMatchObject({ cost: 220, items: [{ item: { code: 'CT-CHEST' } }] });
  });

  it('is found of the institution’s own results where these are asked for', async () => {
    expect(await found({ includeOwn: true })).toContain('own');
    expect(await found()).not.toContain('own');
  });

  it('is no more found once the earlier result does not count', async () => {
    await postLab('before', { ...taken(1), sourceId: 'first-before', status: 'CANCELLED' });
    expect(await found()).toEqual(['exam', 'late', 'other', 'plain']);
  });

  it('comes in pages without one lost or twice', async () => {
    const whole = await list(lead, { first: 100 });
    expect(whole.page?.pageInfo.hasNextPage).toBe(false);
    const ids: string[] = [];
    for (let after: string | null = null, goesOn = true; goesOn; ) {
      const { page }: { page: Listed | null } = await list(lead, { first: 1, after });
      ids.push(...(page?.nodes ?? []).map(({ reportId }) => reportId));
      [after, goesOn] = [page?.pageInfo.endCursor ?? null, page?.pageInfo.hasNextPage ?? false];
    }
    expect(ids).toEqual(whole.page?.nodes.map(({ reportId }) => reportId));
  });

  it('keeps to the period and to the institutions the viewer oversees', async () => {
    expect(await found({ period: { start: '2026-03-01', end: '2026-03-02' } })).toEqual([]);
    expect(await found({ institutionId: 'township-xiling' })).toEqual([]);
    expect((await list(aViewer('QUALITY_MANAGER', 'township-xiling'))).page?.nodes).toEqual([]);
    const asked = { institutionId: 'city-hospital' };
    expect((await list(lead, asked)).errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
  });

  it.each([
    ['a period that ends before it starts', { period: { start: '2026-03-02', end: '2026-03-01' } }],
    ['a page too large', { first: 101 }],
    ['a cursor that is none', { after: 'x' }],
  ])('refuses %s', async (_what, more) => {
    expect((await list(lead, more)).errors).toMatchObject([
      { extensions: { code: 'INVALID_INPUT' } },
    ]);
  });

  it.each(['CLINICIAN', 'COMMUNITY_OFFICE', 'AUDITOR'] as const)(
    'is not told to a %s',
    async (role) => {
      expect((await list(aViewer(role))).errors).toMatchObject([
        { extensions: { code: 'FORBIDDEN' } },
      ]);
    },
  );
});
