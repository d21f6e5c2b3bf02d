import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { roles } from '@lianyi/shared/auth/viewer';
import { buildSchema } from 'graphql';
import { forms } from '../support/rewrite';
import { shownTo, strangersIn } from './answers';
import {
  askEach,
  cellsOf,
  grantsUnit,
  onceUnits,
  readingUnits,
  type Unit,
  writeUnits,
} from './ask-matrix';
import type { Differences } from './cells/cell';
import { deniedInForm } from './cells/forms';
import { listed, partQuestions } from './fields';
import { makeFolder } from './folder';
import { type MatrixViewer, situations, situationsOf, viewers } from './matrix-data';
import { patientBoundFields } from './patient-bound';
import { prepare } from './prepare';
import { type RunningMatrix, startMatrix } from './start-matrix';
import { writes } from './writes';

const bound = patientBoundFields();
const lines = [...listed, ...writes.map(({ write }) => write)];
const titles = viewers.map((viewer) => [`${viewer.name}, ${viewer.place}`, viewer] as const);

async function all(differences: Differences): Promise<string[]> {
  const found: string[] = [];
  for await (const difference of differences) found.push(difference);
  return found;
}

const allOf = (units: readonly Unit[]) => all(askEach(units));

describe('the access matrix', () => {
  it('has a line for every field of the supergraph that tells something of a patient', () => {
    const missing = bound.filter((field) => !lines.includes(field));
    expect({
      missing,
      hint: 'Add each to its group in test/matrix/fields.json, a mutation to test/matrix/writes.json.',
    }).toMatchObject({ missing: [] });
  });

  it('has none for a field that is not there', () => {
    expect(lines.filter((field) => !bound.includes(field))).toEqual([]);
    expect(lines.filter((field, at) => lines.indexOf(field) !== at)).toEqual([]);
  });

  it('has one answer for every viewer in every situation', () => {
    for (const viewer of viewers)
      for (const { name } of situationsOf(viewer)) expect(shownTo(viewer, name)).toBeDefined();
    expect(strangersIn(viewers.map(({ name }) => name))).toEqual([]);
  });

  it('asks every role', () => {
    const asked = new Set(viewers.flatMap((viewer) => viewer.roles));
    expect(roles.filter((role) => !asked.has(role))).toEqual([]);
    expect(situations.length).toBeGreaterThan(20);
  });

  it('asks every question that parts put to one another', () => {
    const between = bound.filter((field) =>
      /^(Query|Mutation)\.(accessDecisions|latestValues|patientCare|personRecords|planHandedOver|reportSubjects|resolve|storeChanges|\w*Bases)/.test(
        field,
      ),
    );
    expect(partQuestions.map(({ field }) => field).sort()).toEqual(between);
  });
});

describe('what tells something of a patient', () => {
  const fieldsIn = (more: string) =>
    patientBoundFields(
      buildSchema(`
        type Query { patient(id: ID!): Patient drug: Drug note(patientId: ID!): Note ${more} }
        type Patient { id: ID! visits: [Visit!]! } type Visit { at: String! drug: Drug }
        type Drug { code: ID! } type Note { text: String! } type Count { total: Int! }
        type Slip { patient: Patient } type Page { slips: [Slip!]! }
      `),
    );

  it('is a patient, what is reached from one, and what takes her id', () => {
    const [person, visit] = [
      ['Patient.id', 'Patient.visits'],
      ['Visit.at', 'Visit.drug'],
    ];
    const rest = ['Page.slips', 'Query.note', 'Query.patient', 'Slip.patient'];
    expect(fieldsIn('')).toEqual(['Note.text', ...person, ...rest, ...visit].sort());
  });

  it('is every field that leads to it, wherever it stands', () => {
    expect(fieldsIn('slips: Page')).toContain('Query.slips');
    expect(fieldsIn('count(patient: ID!): Count')).toContain('Count.total');
    expect(fieldsIn('count: Count')).not.toContain('Query.count');
  });
});

function askedOf(
  title: string,
  apart: boolean,
  viewersOf: readonly (readonly [string, MatrixViewer])[],
  wanted?: (situation: string) => boolean,
) {
  describe(title, () => {
    const dataDir = makeFolder();
    let matrix: RunningMatrix;
    beforeAll(async () => {
      matrix = await startMatrix(dataDir, apart);
      await prepare(matrix);
    }, 60_000);
    afterAll(async () => {
      await matrix?.stop();
      rmSync(dataDir, { recursive: true, force: true });
    });

    it.each(viewersOf)(
      'shows what the matrix says to %s',
      async (_title, viewer) => {
        expect(await allOf(readingUnits(matrix, viewer, wanted))).toEqual([]);
        expect(await allOf(onceUnits(matrix, viewer))).toEqual([]);
      },
      60_000,
    );

    it('opens nothing by a grant that was made for something else', async () => {
      expect(await allOf([grantsUnit(matrix)])).toEqual([]);
    });

    it.each(viewersOf)(
      'lets write what the matrix says: %s',
      async (_title, viewer) => {
        expect(await allOf(writeUnits(matrix, viewer))).toEqual([]);
      },
      60_000,
    );
  });
}

askedOf('the product in one process', false, titles);

describe('what a search denies of a patient without a basis', () => {
  const dataDir = makeFolder();
  const viewer = viewers.find(({ place }) => place === 'elsewhere');
  let matrix: RunningMatrix;
  beforeAll(async () => {
    matrix = await startMatrix(dataDir);
  }, 60_000);
  afterAll(async () => {
    await matrix?.stop();
    rmSync(dataDir, { recursive: true, force: true });
  });

  it.each(forms)('is denied %s', async (form) => {
    const [cell] = viewer ? cellsOf(matrix, viewer) : [];
    if (!cell) throw new Error('nobody asks from elsewhere');
    expect(await all(deniedInForm(cell, form))).toEqual([]);
  });
});

/** Apart, what could differ: what travels between the parts. */
const sample = new Set([
  'none',
  'encounter-open',
  'own-data',
  'referral-received',
  'glass-active',
  'outside-referral',
]);
const sampled = titles.filter(
  ([, { roles: of }]) =>
    !of.some((role) => ['QUALITY_MANAGER', 'PERSONNEL_MANAGER', 'COMMUNITY_OFFICE'].includes(role)),
);
askedOf('the parts apart', true, sampled, (situation) => sample.has(situation));
