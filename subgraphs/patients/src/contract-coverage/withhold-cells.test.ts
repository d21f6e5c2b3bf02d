import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Cell, withheldCells } from './withhold-cells';

const smallest = 5;
const table = fc.uniqueArray(
  fc
    .record({
      institutionId: fc.integer({ min: 1, max: 9 }).map((number) => `i${number}`),
      group: fc.constantFrom('01', '06', null),
      residents: fc.oneof(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 400 })),
      share: fc.oneof(fc.constantFrom(0, 1), fc.double({ min: 0, max: 1, noNaN: true })),
    })
    .map(({ share, ...cell }): Cell => ({ ...cell, signed: Math.round(cell.residents * share) })),
  { selector: ({ institutionId, group }) => `${institutionId} ${group}`, maxLength: 20 },
);
const tooFew = (count: number) => count > 0 && count < smallest;
const sum = (cells: readonly Cell[], name: 'residents' | 'signed') =>
  cells.reduce((total, cell) => total + cell[name], 0);

describe('withheldCells', () => {
  it('shows no count of too few people', () => {
    fc.assert(
      fc.property(table, (cells) => {
        const withheld = withheldCells(cells, smallest);
        const shown = cells.filter((cell) => !withheld.has(cell));
        expect(shown.filter((cell) => tooFew(cell.residents) || tooFew(cell.signed))).toEqual([]);
      }),
    );
  });

  it('leaves no count of too few, nor of one cell, between a total and what is shown', () => {
    fc.assert(
      fc.property(table, fc.constantFrom('01', '06', null), (cells, group) => {
        const withheld = withheldCells(cells, smallest);
        const ofGroup = cells.filter((cell) => cell.group === group);
        const hidden = ofGroup.filter((cell) => withheld.has(cell));
        const shown = ofGroup.filter((cell) => !withheld.has(cell) && cell.residents > 0);
        // Where all are withheld the total is as small, and withheld itself.
        if (shown.length === 0) return;
        expect(hidden).not.toHaveLength(1);
        expect(tooFew(sum(hidden, 'residents'))).toBe(false);
        expect(tooFew(sum(hidden, 'signed'))).toBe(false);
      }),
    );
  });

  it('withholds nothing where nothing is small', () => {
    const cells = [5, 80, 0].map((residents, at) => ({
      ...{ institutionId: `i${at}`, group: '06', residents, signed: residents },
    }));
    expect(withheldCells(cells, smallest).size).toBe(0);
  });

  it('withholds the next smallest beside a single small one', () => {
    const cells = [300, 3, 20, 90].map((residents, at) => ({
      ...{ institutionId: `i${at}`, group: '09', residents, signed: 0 },
    }));
    expect([...withheldCells(cells, smallest)].map(({ residents }) => residents)).toEqual([3, 20]);
  });
});
