import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { deskErrors } from './desk-errors';
import { generatePopulation } from './generate';
import { type Judgement, judge, recall, recallWithCandidates } from './judge';
import { readPopulation, readSample, type Sample } from './population';
import { openRegistry, type Registered, register } from './register';

const registrations = 300;

describe('an invented population', () => {
  let folder: string;
  let samples: Sample[];
  let judgement: Judgement;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'lianyi-population-'));
    samples = generatePopulation(registrations, 3);
    const registry = await openRegistry(folder, samples);
    const registered: Registered[] = [];
    for (const sample of samples) registered.push(await register(registry, sample));
    await registry.stop();
    judgement = judge(registered);
  }, 120_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('is registered without a wrong link, and with nearly everybody found', () => {
    const { total, twinsLinked } = judgement;
    expect(total).toMatchObject({ wrong: 0, refused: 0 });
    expect(twinsLinked).toBe(0);
    expect(total.pairs).toBeGreaterThan(80);
    expect(recallWithCandidates(total)).toBeGreaterThan(0.97);
    // So few say little of the share that links by itself; the bench measures that.
    expect(recall(total)).toBeGreaterThan(0.8);
  });

  it('comes back from a file as it was', async () => {
    const path = join(folder, 'population.ndjson');
    writeFileSync(path, samples.map((one) => `${JSON.stringify(one)}\n`).join(''));
    expect(await readPopulation(path)).toEqual(samples);
  });
});

describe('the generator', () => {
  it('makes the same population of the same seed', () => {
    expect(generatePopulation(200, 5)).toEqual(generatePopulation(200, 5));
    expect(generatePopulation(200, 6)).not.toEqual(generatePopulation(200, 5));
  });

  it('has every class of error and of people to be told apart', () => {
    const classes = new Set(generatePopulation(20_000, 1).map((sample) => sample.class));
    const people = ['twin', 'stranger', 'relative', 'newbornNamed', 'unnamedNamed', 'borrowedCard'];
    for (const name of [...Object.keys(deskErrors), ...people, 'twoErrors', 'none'])
      expect(classes).toContain(name);
  });
});

describe('a judgement', () => {
  const sample = (truth: string, twinOf?: string): Sample => ({
    ...{ truth, class: 'none', institutionId: 'county-hospital', identifiers: [] },
    ...{ demographics: { name: truth, gender: 'MALE' }, ...(twinOf ? { twinOf } : {}) },
  });
  const answered = (one: Sample, patientId: string, candidates: string[] = []): Registered => ({
    ...{ sample: one, patientId, candidates, outcome: 'CREATED' },
  });

  it('counts what was linked, found and wrong', () => {
    const { total, twinsLinked } = judge([
      answered(sample('a'), '1'),
      answered(sample('a'), '1'),
      answered(sample('a'), '2', ['2', '1']),
      answered(sample('a'), '3'),
      answered(sample('b', 'a'), '1'),
    ]);
    expect(total).toMatchObject({ pairs: 3, linked: 1, found: 2, wrong: 1, candidates: 1 });
    expect(twinsLinked).toBe(1);
  });
});

describe('readSample', () => {
  it('names the line that is none', () => {
    expect(() => readSample('{', 7)).toThrow('line 7: is no JSON.');
    expect(() => readSample('{"truth":"a"}', 8)).toThrow('line 8: demographics must be an object.');
  });
});
