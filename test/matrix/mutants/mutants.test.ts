import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { testFolder } from '../../support/folder';
import { equivalents, outdated } from './equivalent';
import { findMutants } from './find-mutants';
import { instrument } from './instrument';
import { changesIn } from './operators';
import { readSyntax } from './syntax';
import { openWorkshop, type Workshop } from './workshop';

const found = findMutants(join(testFolder, '..'));
/** The parts that hold what stands in a record. */
const parts = ['patients', 'referrals', 'results', 'pharmacy'];

const dropped = parts.map((part) => {
  const mutant = found.mutants.find(
    ({ file, what, code }) =>
      file.startsWith(`subgraphs/${part}/`) &&
      what === 'question dropped' &&
      code.includes('access.require'),
  );
  return [part, mutant] as const;
});

describe('one access question left out', () => {
  let workshop: Workshop;
  beforeAll(() => {
    // All situations are asked by the test of the matrix; these show each of the questions.
    workshop = openWorkshop(join(testFolder, '..'), found, { readings: false, telling: true });
  });
  afterAll(() => workshop?.close());

  it.each(dropped)(
    'shows in an answer that the matrix does not expect: %s',
    async (_part, mutant) => {
      if (!mutant) throw new Error('there is no question');
      const { fate, by } = await workshop.ask(mutant);
      expect({ fate, by }).toMatchObject({ fate: 'killed', by: expect.stringContaining(':') });
    },
    // The first asks the product itself, once.
    600_000,
  );
});

describe('the list of mutants that nothing can show', () => {
  it('names none that is not there', () => {
    expect(outdated(found.mutants)).toEqual([]);
  });

  it('says why of each', () => {
    for (const { why } of equivalents) expect(why.length).toBeGreaterThan(20);
  });
});

const sample = `"use strict";
class Reports {
    async reports({ id }, { access, reports, viewer }) {
        const scope = (0, report_access_1.scopeOf)(await access.require(id), viewer);
        return reports(id, scope);
    }
}
__decorate([
    (0, type_graphql_1.Authorized)('CLINICIAN', 'PHARMACIST')
], Reports.prototype, "reports", null);
const isWithin = (row, scope) => scope.sensitive || !row.sensitive;
const where = '\`institutionId\` = ? AND \`endedAt\` >= ?';
`;

describe('a change of access code', () => {
  const syntax = readSyntax(sample);
  const changes = [...changesIn(syntax)];
  const made = changes.map(({ what, replacement }) => `${what}: ${replacement}`);

  it('drops a question and widens a scope wherever one stands', () => {
    expect(made.filter((one) => one.startsWith('question dropped'))).toHaveLength(1);
    expect(made.filter((one) => one.startsWith('scope widened'))).toHaveLength(1);
  });

  it('adds each role that a field does not name, and lets in all', () => {
    expect(made.filter((one) => / added: /.test(one))).toHaveLength(9);
    expect(made).toContain('open to every role: (0, type_graphql_1.Authorized)()');
  });

  it('drops a condition of a statement and moves its boundary', () => {
    expect(made).toContain("`endedAt` >= ? moved: '`institutionId` = ? AND `endedAt` > ?'");
    expect(made).toContain(
      "`institutionId` = ? dropped: '(? IS NOT NULL OR 1 = 1) AND `endedAt` >= ?'",
    );
  });

  it('is off until it is switched on', () => {
    const numbered = changes.map((change, at) => ({ ...change, id: at + 1, site: at + 1 }));
    const text = instrument(sample, numbered);
    const kept = /const isWithin = (.*);\n/.exec(text)?.[1] ?? '';
    const run = (mutant: number) =>
      new Function('globalThis', `return (${kept})({ sensitive: true }, { sensitive: false })`)({
        lianyiAt: (_site: number, id: number) => id === mutant,
      });
    expect(run(0)).toBe(false);
    const always = numbered.find(
      ({ what, node }) => what === 'always' && node.text === 'scope.sensitive',
    );
    expect(run(always?.id ?? 0)).toBe(true);
  });
});
