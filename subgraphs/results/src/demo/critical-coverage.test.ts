import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createCounty } from '@lianyi/shared/demo/county';
import { openTestDatabase, type TestDatabase } from '@lianyi/shared/testing/test-databases';
import { loadCatalogue } from '../catalogue/catalogue';
import { CriticalValueRow } from '../critical-value/critical-value.entity';
import { readCriticalRules } from '../critical-value/read-critical-rules';
import { resultsTables } from '../data-source';
import { readDiagnosisRules } from '../diagnostic-request/diagnosis-rules';
import { Observation } from '../lab-report/observation.entity';
import { createUnitJudge } from '../observation/unit';
import { loadOrderRules } from '../order-check/order-rules';
import { loadDecisionRules } from '../recognition-decision/decision-rules';
import { createResultsDemo } from './demo.writer';

const residents = 300;
const county = createCounty({ patients: residents, seed: 20_261_121, today: '2026-11-21' });

describe('the critical values of the demo county', () => {
  let opened: TestDatabase;
  let rows: CriticalValueRow[];
  beforeAll(async () => {
    opened = await openTestDatabase('sqlite', resultsTables);
    const catalogue = loadCatalogue();
    const units = createUnitJudge(catalogue.units, catalogue.words);
    const criticalRules = readCriticalRules(catalogue.find);
    const decisionRules = loadDecisionRules(catalogue, loadOrderRules(catalogue));
    const writer = createResultsDemo({
      ...{ catalogue, units, criticalRules, decisionRules, diagnosis: readDiagnosisRules() },
    });
    const people = Array.from({ length: residents }, (_, index) => county.resident(index));
    await opened.database.transaction(
      async (manager) => void (await writer.residents?.(manager, people, county)),
    );
    rows = await opened.database.read.find(CriticalValueRow);
  });
  afterAll(() => opened.drop());

  it('stand in every state, of laboratory and exam, acknowledged in time and late', () => {
    const seen = (of: (row: CriticalValueRow) => unknown) => new Set(rows.map(of)).size;
    expect(seen(({ state }) => state)).toBe(3);
    expect(seen(({ kind }) => kind)).toBe(2);
    const taken = rows.filter(({ acknowledgedAt }) => acknowledgedAt !== null);
    expect(new Set(taken.map((row) => (row.acknowledgedAt ?? row.dueAt) > row.dueAt)).size).toBe(2);
  });

  it('are about values that stand in their reports', async () => {
    const about = rows.flatMap(({ observationId }) => observationId ?? []);
    const values = await opened.database.read.find(Observation, { select: { id: true } });
    const ids = new Set(values.map(({ id }) => id));
    expect(about.filter((id) => !ids.has(id))).toEqual([]);
    expect(about.length).toBeGreaterThan(10);
  });
});
