import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { aLabReport, anExamReport, anObservation } from '../testing/report.factory';
import { type ResultsHarness, startResults } from '../testing/results.harness';

describeOnBothDatabases('the lists of a patient', (kind) => {
  let results: ResultsHarness;
  const patient = { patientId: 'filters' };
  const postLab = (sourceId: string, code: string, more: object = {}) =>
    results.post(
      aLabReport({ sourceId, patient, observations: [anObservation({ code })], ...more }),
    );
  const listed = async (field: string) => {
    const { value } = await results.ofPatient(`list: ${field} { nodes { id } }`, 'filters');
    return (value?.list as { nodes: object[] } | undefined)?.nodes.length;
  };

  beforeAll(async () => {
    results = await startResults(kind);
    results.county.access.set('filters', {});
    await postLab('kept', '6690-2');
    await postLab('local', 'LOCAL');
    await postLab('corrected', '6690-2');
    await postLab('corrected', '718-7', { issuedAt: '2026-03-01T10:00:00+08:00' });
    const exams = [
      ['CT-CHEST', 'CT'],
      ['CT-HEAD', 'CT'],
      ['US-LIVER', 'US'],
    ] as const;
    for (const [itemCode, modality] of exams)
      await results.post(anExamReport({ sourceId: itemCode, patient, itemCode, modality }), {
        kind: 'Exam',
      });
  });
  afterAll(() => results.stop());

  it.each([
    ['labReports', 3],
    ['labReports(itemCode: "6690-2")', 1],
    ['labReports(itemCode: "718-7")', 1],
    ['examReports', 3],
    ['examReports(modality: CT)', 2],
    ['examReports(modality: US)', 1],
    ['examReports(modality: MR)', 0],
  ])('%s holds %i, by what is in force', async (field, count) => {
    expect(await listed(field)).toBe(count);
  });

  it('hold nothing by a code nobody mapped: it means different things at different institutions', async () => {
    expect(await listed('labReports(itemCode: "LOCAL")')).toBe(0);
  });
});
