import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { aLabReport, anObservation } from '../testing/report.factory';
import { type ResultsHarness, startResults } from '../testing/results.harness';

describeOnBothDatabases('a trend', (kind) => {
  let results: ResultsHarness;
  const post = (sourceId: string, at: string, value: string, more: object = {}) =>
    results.post(
      aLabReport({
        ...{ sourceId, patient: { patientId: 'trend' } },
        ...{ effectiveAt: `${at}T08:00:00+08:00`, issuedAt: `${at}T09:00:00+08:00` },
        observations: [anObservation({ value })],
        ...more,
      }),
    );
  beforeAll(async () => {
    results = await startResults(kind);
    results.county.access.set('trend', {});
    await post('t2', '2026-02-01', '6.0');
    await post('t1', '2026-01-01', '5.0');
    await post('t1', '2026-01-01', '5.1', { issuedAt: '2026-01-01T10:00:00+08:00' });
    await post('t3', '2026-03-01', '9.9');
    await post('t3', '2026-03-01', '9.9', { status: 'CANCELLED' });
    await post('t4', '2026-03-02', '1', { observations: [anObservation({ code: 'LOCAL' })] });
  });
  afterAll(() => results.stop());

  it('runs oldest first, through the versions in force, without cancelled reports', async () => {
    const { value } = await results.ofPatient(
      'trend(itemCode: "6690-2") { value effectiveAt report { institution { id } } }',
      'trend',
    );
    const report = { institution: { id: 'township-dongpu' } };
    expect(value?.trend).toEqual([
      { value: '5.1', effectiveAt: '2026-01-01T08:00:00+08:00', report },
      { value: '6.0', effectiveAt: '2026-02-01T08:00:00+08:00', report },
    ]);
  });

  it('holds the days of its period, the last one too', async () => {
    const { value } = await results.ofPatient(
      'trend(itemCode: "6690-2", period: { start: "2026-01-02", end: "2026-02-01" }) { value }',
      'trend',
    );
    expect(value?.trend).toEqual([{ value: '6.0' }]);
  });

  it('begins and ends at midnight in Shanghai, to the millisecond', async () => {
    const patient = { patientId: 'edges' };
    results.county.access.set('edges', {});
    const moments = ['09T23:59:59.999', '10T00:00:00.000', '11T23:59:59.999', '12T00:00:00.000'];
    for (const [index, moment] of moments.entries())
      await post(`e${index}`, '2026-01-12', String(index), {
        ...{ patient, effectiveAt: `2026-01-${moment}+08:00` },
      });
    const { value } = await results.ofPatient(
      'trend(itemCode: "6690-2", period: { start: "2026-01-10", end: "2026-01-11" }) { value }',
      'edges',
    );
    expect(value?.trend).toEqual([{ value: '1' }, { value: '2' }]);
  });

  it('stands on one axis, each point with its laboratory and the range that one printed', async () => {
    const patient = { patientId: 'axis' };
    results.county.access.set('axis', {});
    await post('u1', '2026-01-01', '5600', {
      patient,
      observations: [anObservation({ value: '5600', unit: '/uL', referenceRange: '4000-10000' })],
    });
    await post('u2', '2026-01-02', '6.1', {
      patient,
      observations: [anObservation({ value: '6.1', unit: 'g/L' })],
    });
    const { value } = await results.ofPatient(
      'trend(itemCode: "6690-2") { value unit referenceRange itemNumber itemReferenceLow itemReferenceHigh item { unit } report { institution { id } } }',
      'axis',
    );
    const shared = {
      report: { institution: { id: 'township-dongpu' } },
      item: { unit: '10*9/L' },
    };
    expect(value?.trend).toEqual([
      {
        ...{ value: '5600', unit: '/uL', referenceRange: '4000-10000', ...shared },
        ...{ itemNumber: 5.6, itemReferenceLow: 4, itemReferenceHigh: 10 },
      },
      {
        ...{ value: '6.1', unit: 'g/L', referenceRange: '3.5-9.5', ...shared },
        ...{ itemNumber: null, itemReferenceLow: null, itemReferenceHigh: null },
      },
    ]);
  });

  it('is empty for a code nobody mapped: it means different things at different institutions', async () => {
    const { value } = await results.ofPatient('trend(itemCode: "LOCAL") { value }', 'trend');
    expect(value?.trend).toEqual([]);
  });

  it('refuses a period that ends before it starts', async () => {
    const period = '{ start: "2026-02-01", end: "2026-01-01" }';
    const { errors } = await results.ofPatient(
      `trend(itemCode: "6690-2", period: ${period}) { value }`,
      'trend',
    );
    expect(errors).toMatchObject([{ extensions: { code: 'INVALID_INPUT', field: 'period' } }]);
  });
});
