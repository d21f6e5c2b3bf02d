import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { aLabReport, anObservation } from '../testing/report.factory';
import { type ResultsHarness, startResults } from '../testing/results.harness';

/** As a sheet prints it: neither by code nor by name, one item twice, one the catalogue lacks. */
const panel = ['PLT', 'WBC', '某项', 'HGB', 'WBC', 'RBC', 'MCV', 'HCT'];

describeOnBothDatabases('the values of a panel', (kind) => {
  let results: ResultsHarness;
  beforeAll(async () => {
    results = await startResults(kind);
    results.county.access.set('patient-1', {});
  });
  afterAll(() => results.stop());

  const post = (hour: string, codes: readonly string[]) =>
    results.post(
      aLabReport({
        issuedAt: `2026-03-01T${hour}:00:00+08:00`,
        observations: codes.map((code, index) => anObservation({ code, value: `${index}.5` })),
      }),
      { fields: 'report { observations { value } }' },
    );
  const shown = async () => {
    const { value } = await results.ofPatient(
      'labReports { nodes { observations { value } } }',
      'patient-1',
    );
    const { labReports } = value as {
      labReports: { nodes: { observations: { value: string }[] }[] };
    };
    return labReports.nodes[0]?.observations.map((one) => one.value);
  };
  const printed = (codes: readonly string[]) => codes.map((_, index) => `${index}.5`);

  it('stand in their printed order, when posted and when read', async () => {
    const { value } = await post('09', panel);
    const values = value?.report.observations as { value: string }[];
    expect(values.map((one) => one.value)).toEqual(printed(panel));
    expect(await shown()).toEqual(printed(panel));
  });

  it('stand in the order of the version in force', async () => {
    const corrected = [...panel].reverse().slice(2);
    await post('10', corrected);
    expect(await shown()).toEqual(printed(corrected));
  });
});
