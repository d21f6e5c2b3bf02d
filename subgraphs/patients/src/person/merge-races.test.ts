import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import fc from 'fast-check';
import { aCandidate, allRows, type Decided, decide } from '../testing/merging';
import { anEncounter, savePatient } from '../testing/patients.factory';
import { clinician, type PatientsHarness, startPatients } from '../testing/patients.harness';

const records = ['r0', 'r1', 'r2', 'r3', 'r4', 'r5'];
const pairs = records.flatMap((one, at) =>
  records.slice(at + 1).map((other) => ({ id: `${one}-${other}`, patientId: one, otherId: other })),
);

describeOnBothDatabases('merges and their reversals', (kind) => {
  let harness: PatientsHarness;
  const act = (step: Parameters<typeof decide>[2], id: string) =>
    decide(harness, clinician, step, id);
  const persons = async () => {
    const rows: { id: string; personId: string; mergedInto: string | null }[] =
      await harness.database.read.query('SELECT `id`, `personId`, `mergedInto` FROM `patient`');
    return new Map(rows.map((row) => [row.id, row]));
  };
  /** Each record leads, merge by merge, to the one its person is named by, which stands for itself. */
  const expectWhole = async () => {
    const rows = await persons();
    for (const row of rows.values()) {
      let at = row;
      for (let steps = 0; at.mergedInto !== null; steps += 1) {
        expect(steps).toBeLessThan(rows.size);
        at = rows.get(at.mergedInto) ?? at;
      }
      expect({ of: row.id, person: row.personId }).toEqual({ of: row.id, person: at.id });
    }
    expect(await harness.verify()).toMatchObject({ whole: true });
  };

  beforeAll(async () => {
    harness = await startPatients(kind);
  });
  beforeEach(async () => {
    await harness.clear();
    await harness.database.transaction(async (manager) => {
      for (const id of records) {
        await savePatient(manager, { id });
        await manager.save(anEncounter({ id: `visit-${id}`, patientId: id }));
      }
      await manager.save(pairs.map((pair) => aCandidate(pair)));
    });
  });
  afterAll(() => harness?.stop());

  it('of a hundred merges of one candidate at once one succeeds, and each leaves its event', async () => {
    const answers = await Promise.all(Array.from({ length: 100 }, () => act('merge', 'r0-r1')));
    expect(answers.filter(({ code }) => code === null)).toHaveLength(1);
    expect(answers.filter(({ code }) => code === 'CONFLICT')).toHaveLength(99);
    const steps = (await harness.events()).filter(({ action }) => action === 'MERGE_PATIENTS');
    expect(steps).toHaveLength(2);
    await expectWhole();
  });

  it('of a merge and a dismissal at once one counts', async () => {
    const answers = await Promise.all(
      pairs.flatMap(({ id }) => [act('dismiss', id), act('dismiss', id)]),
    );
    expect(answers.filter(({ code }) => code === null)).toHaveLength(pairs.length);
    expect(answers.filter(({ code }) => code === 'CONFLICT')).toHaveLength(pairs.length);
  });

  it('a hundred of all kinds at once end in one consistent state', async () => {
    const steps: (() => Promise<Decided>)[] = [
      ...pairs.flatMap(({ id }) => [() => act('merge', id), () => act('merge', id)]),
      ...records.flatMap((id) => Array.from({ length: 10 }, () => () => act('unmerge', id))),
      ...pairs.slice(0, 10).map(
        ({ id }) =>
          () =>
            act('dismiss', id),
      ),
    ];
    const answers = await Promise.all(steps.map((step) => step()));
    expect(answers.filter(({ code }) => ![null, 'CONFLICT'].includes(code))).toEqual([]);
    await expectWhole();
    const done = answers.filter(({ code }) => code === null).length;
    const events = (await harness.events()).filter(
      ({ action, allowed }) => allowed && /MERGE|DISMISS/.test(action),
    );
    expect(events).toHaveLength(2 * done);
  });

  it('leave every row as it was, in whatever order they are taken back', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray(pairs, { minLength: 1, maxLength: 6 }),
        fc.shuffledSubarray(records, { minLength: 6, maxLength: 6 }),
        async (merges, order) => {
          const before = await allRows(harness);
          for (const { id } of merges) await act('merge', id);
          await expectWhole();
          for (let undone = true; undone; ) {
            undone = false;
            for (const id of order) undone = (await act('unmerge', id)).code === null || undone;
            await expectWhole();
          }
          expect(await allRows(harness)).toEqual(before);
        },
      ),
      { numRuns: 12 },
    );
  });
});
