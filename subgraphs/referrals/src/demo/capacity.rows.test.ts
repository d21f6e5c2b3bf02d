import { expect, it } from '@jest/globals';
import { createCounty } from '@lianyi/shared/demo/county';
import { CapacityKind } from '../capacity/capacity.entity';
import { readCapacityRules } from '../capacity/capacity-rules';
import { capacityRows } from './capacity.rows';

const county = createCounty({ patients: 10, seed: 20_261_121, today: '2026-11-21' });
const rows = capacityRows(county, readCapacityRules());

it('offers four weeks of working days of the leading hospital, a fifth kept', () => {
  const days = new Set(rows.map(({ startsAt }) => startsAt.toISOString().slice(0, 10)));
  expect([days.size, [...days].sort()[0]]).toEqual([20, '2026-11-23']);
  expect(new Set(rows.map(({ kind }) => kind)).size).toBe(Object.keys(CapacityKind).length);
  expect(new Set(rows.map(({ institutionId }) => institutionId))).toEqual(
    new Set(['county-hospital']),
  );
  for (const { reserved, total } of rows) expect(reserved).toBe(Math.ceil(total / 5));
});

it('makes each one capacity of its own, an expert slot of a senior physician', () => {
  const keyOf = (row: (typeof rows)[number]) =>
    [row.kind, row.department, row.practitionerKey, row.startsAt.getTime()].join();
  expect(new Set(rows.map(keyOf)).size).toBe(rows.length);
  expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
  const senior = new Map(county.practitioners.map((one) => [one.id, one.titleLevel]));
  for (const { practitionerKey } of rows.filter(({ kind }) => kind === CapacityKind.EXPERT_SLOT))
    expect(senior.get(practitionerKey)).toMatch(/SENIOR$/);
});
