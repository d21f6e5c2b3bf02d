import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { createMappingClient } from '../testing/mapping.client';
import { aLabReport, anObservation, aQualityRecord } from '../testing/report.factory';
import { dongpu, type ResultsHarness, startResults } from '../testing/results.harness';

describeOnBothDatabases('mapLocalCode of units', (kind) => {
  let results: ResultsHarness;
  const { map, queue } = createMappingClient(() => results);
  let [patient, count] = ['', 0];
  beforeAll(async () => {
    results = await startResults(kind);
    await results.database.transaction((manager) => manager.save([aQualityRecord()]));
  });
  beforeEach(() => {
    count += 1;
    patient = `patient-${count}`;
    results.county.access.set(patient, {});
  });
  afterAll(() => results.stop());

  const post = (overrides: Parameters<typeof anObservation>[0], more: object = {}) =>
    results.post(
      aLabReport({
        ...{ sourceId: `lab-${count}`, patient: { patientId: patient } },
        ...{ observations: [anObservation(overrides)], ...more },
      }),
    );
  const seen = async () => {
    const fields =
      'labReports { nodes { observations { unit ucumUnit recognition { status obstacles } } } }';
    return (await results.ofPatient(fields, patient)).value as {
      labReports: { nodes: { observations: Record<string, unknown>[] }[] };
    };
  };

  it('gives results without a unit the one that is meant', async () => {
    await post({ code: `U${count}`, unit: null });
    await map({ code: `U${count}`, itemCode: '6690-2' });
    expect((await seen()).labReports.nodes[0]?.observations).toMatchObject([
      { recognition: { obstacles: ['UNIT_NOT_COMPARABLE'] } },
    ]);
    await map({ code: `U${count}`, itemCode: '6690-2', ucumUnit: '10*9/L' });
    expect((await seen()).labReports.nodes[0]?.observations).toMatchObject([
      { unit: null, ucumUnit: '10*9/L', recognition: { status: 'RECOGNIZED' } },
    ]);
  });

  it('leaves what another institution printed with the same unit as it was', async () => {
    const unit = `每升十亿${count}`;
    const viewer = { ...dongpu, institutionId: 'township-xiling' };
    await post({ code: 'WBC', unit });
    await results.post(
      aLabReport({
        ...{ sourceId: `other-${count}`, patient: { patientId: patient } },
        observations: [anObservation({ code: 'WBC', unit })],
      }),
      { viewer },
    );
    await map({ unit, ucumUnit: '10*9/L' });
    const read = (await seen()).labReports.nodes.flatMap(({ observations }) => observations);
    expect(read.map(({ ucumUnit }) => ucumUnit).sort()).toEqual(['10*9/L', null]);
  });

  it('reads a unit by its UCUM unit, however it is spelled, in all values of the institution', async () => {
    const unit = `十亿每升${count}`;
    await post({ code: 'WBC', unit: ` ${unit}` });
    expect((await seen()).labReports.nodes[0]?.observations).toMatchObject([
      { ucumUnit: null, recognition: { obstacles: ['UNIT_NOT_COMPARABLE'] } },
    ]);
    const waits = (await queue('(kind: UNIT)')).nodes.find((one) => one.printed.trim() === unit);
    expect(waits).toMatchObject({ item: { code: '6690-2' }, occurrences: 1 });
    const { mapping } = await map({ unit, ucumUnit: '10*9/L' });
    expect(mapping).toMatchObject({ kind: 'UNIT', printed: unit, item: null, ucumUnit: '10*9/L' });
    expect((await seen()).labReports.nodes[0]?.observations).toMatchObject([
      { unit: ` ${unit}`, ucumUnit: '10*9/L', recognition: { status: 'RECOGNIZED' } },
    ]);
    expect((await queue('(kind: UNIT)')).nodes).toEqual([]);
  });

  it('tells capitals of an institution’s unit apart', async () => {
    const observations = [
      anObservation({ unit: 'G/L' }),
      anObservation({ code: 'HGB', value: '130', unit: 'g/L' }),
    ];
    await post({}, { observations });
    await map({ unit: 'G/L', ucumUnit: '10*9/L' });
    expect((await seen()).labReports.nodes[0]?.observations).toMatchObject([
      { unit: 'G/L', ucumUnit: '10*9/L' },
      { unit: 'g/L', ucumUnit: 'g/L' },
    ]);
  });

  it('queues the unit of a value whose code becomes known', async () => {
    const unit = `万每升${count}`;
    await post({ code: `Q${count}`, unit });
    expect((await queue('(kind: UNIT)')).nodes).toEqual([]);
    await map({ code: `Q${count}`, itemCode: '6690-2' });
    expect((await queue('(kind: UNIT)')).nodes).toMatchObject([{ printed: unit, occurrences: 1 }]);
    await map({ unit, ucumUnit: '10*4/L' });
    expect((await queue('(kind: UNIT)')).nodes).toEqual([]);
  });

  it('reads the values of all codes, though they are more than one step holds', async () => {
    const unit = `百万每升${count}`;
    const observations = ['WBC', 'PLT', 'ZZZ'].flatMap((code) =>
      Array.from({ length: 260 }, () => anObservation({ code, unit })),
    );
    const parts = [observations.slice(0, 400), observations.slice(400)];
    for (const [part, of] of parts.entries())
      await post({}, { sourceId: `steps-${part}`, observations: of });
    await map({ unit, ucumUnit: '10*6/L' });
    const rows = await results.database.read.query(
      'SELECT `printedCode`, `ucumUnit`, COUNT(*) AS n FROM `observation` WHERE `unit` = ? GROUP BY `printedCode`, `ucumUnit` ORDER BY `printedCode`',
      [unit],
    );
    expect(rows.map((row: { n: number | string }) => ({ ...row, n: Number(row.n) }))).toEqual([
      { printedCode: 'PLT', ucumUnit: '10*6/L', n: 260 },
      { printedCode: 'WBC', ucumUnit: '10*6/L', n: 260 },
      { printedCode: 'ZZZ', ucumUnit: '10*6/L', n: 260 },
    ]);
  });
});
