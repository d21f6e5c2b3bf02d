import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { type Catalogue, dataFolder, loadCatalogue } from '../catalogue/catalogue';
import { createEditionReader } from '../edition/edition.loader';
import { keepEdition } from '../edition/keep-edition.service';
import { LabReport } from '../lab-report/lab-report.entity';
import { Observation } from '../lab-report/observation.entity';
import { createUnitJudge } from '../observation/unit';
import { createRecall } from '../recognition/recall.service';
import { createMappingClient } from '../testing/mapping.client';
import { aLabReport, anExamReport, anObservation } from '../testing/report.factory';
import { clinician, type ResultsHarness, startResults } from '../testing/results.harness';
import { createLocalTables } from './local-table.loader';
import { settleKnown } from './settle-known.service';

describeOnBothDatabases('codes that the county’s files come to know', (kind) => {
  let results: ResultsHarness;
  let folder = '';
  let edited: Catalogue;
  const { queue } = createMappingClient(() => results);
  const before = new Date('2026-03-04T10:00:00+08:00');
  const after = new Date('2026-03-05T10:00:00+08:00');

  beforeAll(async () => {
    results = await startResults(kind);
    folder = mkdtempSync(join(tmpdir(), 'lianyi-data-'));
    cpSync(dataFolder, folder, { recursive: true });
    await keepEdition(results.database, folder, () => before);
    const observations = [
      anObservation({ code: 'NEW' }),
      anObservation({ unit: '十亿' }),
      anObservation({ code: 'OTHER' }),
    ];
    await results.post(aLabReport({ observations }));
    await results.post(anExamReport({ itemCode: 'NEW-CT' }), { kind: 'Exam' });
    const edit = (file: string, change: (text: string) => string) =>
      writeFileSync(join(folder, file), change(readFileSync(join(folder, file), 'utf8')));
    const codes =
      '{ "code": "NEW", "item": "6690-2", "unit": "10*9/L" }, { "code": "NEW-CT", "item": "CT-CHEST" },';
    edit('local-codes/township-dongpu.json', (text) =>
      text.replace('"codes": [', `"codes": [${codes}`),
    );
    edit('units.json', (text) => text.replace('"10^9/L",', '"10^9/L", "十亿",'));
    edited = loadCatalogue(folder);
    await keepEdition(results.database, folder, () => after);
    results.clock.now = after;
    await settleKnown({
      ...{ catalogue: edited, units: createUnitJudge(edited.units, edited.words) },
      ...{ database: results.database, localTables: createLocalTables(), now: () => after },
    });
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true });
    await results.stop();
  });

  it('are read again at the next start, and leave the queue', async () => {
    const rows = await results.database.read.find(Observation, { order: { position: 'ASC' } });
    expect(rows).toMatchObject([
      { printedCode: 'NEW', itemCode: '6690-2', mapped: true, comparable: true },
      { unit: '十亿', ucumUnit: '10*9/L', comparable: true },
      { printedCode: 'OTHER', mapped: false },
    ]);
    const [exam] = await results.database.read.query('SELECT `itemCode` FROM `exam_report`');
    expect(exam).toEqual({ itemCode: 'CT-CHEST' });
    expect((await queue()).nodes.map(({ printed }) => printed)).toEqual(['OTHER']);
  });

  it('were not known before, and a verdict of then tells so', async () => {
    const manager = results.database.read;
    const report = await manager.findOneByOrFail(LabReport, {});
    const rows = await manager.find(Observation, { order: { position: 'ASC' } });
    const recall = createRecall({
      ...{ manager, catalogue: edited, viewer: clinician, instant: after },
      rulesAt: createEditionReader(manager, edited, () => after),
      positions: async (institutionId) => ({ institutionId, regionCode: '', consortiumIds: [] }),
      agreements: async () => () => false,
      madeAt: async ({ institutionId }) => institutionId,
    });
    const obstacles = (at: Date) =>
      Promise.all(
        rows.map(async (row) => {
          const verdict = await recall.ofObservation(Object.assign(row, { report }), null, at);
          return verdict.obstacles;
        }),
      );
    const unknown = ['NOT_IN_CATALOGUE', 'NO_QUALITY_RECORD'];
    const none = ['NO_QUALITY_RECORD'];
    expect(await obstacles(before)).toEqual([unknown, [...none, 'UNIT_NOT_COMPARABLE'], unknown]);
    expect(await obstacles(after)).toEqual([none, none, unknown]);
  });
});
