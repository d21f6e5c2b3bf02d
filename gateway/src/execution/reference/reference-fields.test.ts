import { describe, expect, it } from '@jest/globals';
import { countySupergraph } from '../../testing/plan-graph';
import { composed } from '../../testing/small-graph';
import { referenceFieldsOf } from './reference-fields';

describe('the reference data of a supergraph', () => {
  it('is what its owner marks, and keys', () => {
    const { owners, holds } = referenceFieldsOf(countySupergraph);
    expect([...owners]).toEqual(['personnel']);
    expect(holds('personnel', 'Institution', 'name')).toBe(true);
    expect(holds('personnel', 'Institution', 'id')).toBe(true);
    expect(holds('pharmacy', 'Institution', 'name')).toBe(false);
    expect(holds('pharmacy', 'Institution', 'stock')).toBe(false);
    expect(holds('personnel', 'Practitioner', 'postings')).toBe(false);
  });

  it('is nothing that another part answers, too', () => {
    const town = (name: string) => ({
      typeDefs: `type Query { ${name}: Town }
        type Town @key(fields: "id") { id: ID! name: String @shareable ${name === 'marks' ? '@reference' : ''} }`,
    });
    const { owners, holds } = referenceFieldsOf(
      composed({ marks: town('marks'), other: town('other') }),
    );
    expect([owners.size, holds('marks', 'Town', 'name')]).toEqual([0, false]);
  });

  it('is none where nobody marks any', () => {
    const { owners } = referenceFieldsOf(
      composed({ one: { typeDefs: 'type Query { name: String }' } }),
    );
    expect(owners.size).toBe(0);
  });
});
