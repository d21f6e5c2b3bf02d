import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { apiSchemaOf, composeSupergraph, undeclaredChanges } from '@lianyi/gateway/compose';
import { buildPatientsSchema } from '@lianyi/patients/schema';
import { buildPersonnelSchema } from '@lianyi/personnel/schema';
import { buildPharmacySchema } from '@lianyi/pharmacy/schema';
import { buildReferralsSchema } from '@lianyi/referrals/schema';
import { buildResultsSchema } from '@lianyi/results/schema';

const root = resolve(__dirname, '..');
const committed = (path: string) => readFileSync(join(root, path), 'utf8');

describe('the committed schema', () => {
  it.each([
    ['patients', buildPatientsSchema],
    ['personnel', buildPersonnelSchema],
    ['pharmacy', buildPharmacySchema],
    ['referrals', buildReferralsSchema],
    ['results', buildResultsSchema],
  ])('of %s is the one its code has; `npm run schema` repairs it', (name, build) => {
    expect(build().typeDefs).toBe(committed(`subgraphs/${name}/schema.graphql`));
  });

  it('of the supergraph is composed from the subgraphs’; `npm run compose` repairs it', () => {
    expect(composeSupergraph(join(root, 'subgraphs'))).toBe(
      committed('gateway/supergraph.graphql'),
    );
  });
});

describe('the published schema', () => {
  const published = () => committed('gateway/api.graphql');

  it('is the one clients see; `npm run compose` repairs it', () => {
    expect(apiSchemaOf(committed('gateway/supergraph.graphql'))).toBe(published());
  });

  it('loses nothing that clients rely on unless it is declared', () => {
    const before = 'type Query { a: Int b(x: Int): Int! }';
    const after = 'type Query { b(x: Int!): Int }';
    const changes = undeclaredChanges(before, after, []);
    expect(changes).toHaveLength(3);
    const declared = changes.map((change) => ({ change, reason: 'decided', date: '2026-11-21' }));
    expect(undeclaredChanges(before, after, declared)).toEqual([]);
  });

  it('shows none of the fields that parts ask one another', () => {
    expect(published()).not.toMatch(
      /accessDecisions|resolvePatientRef|(?:referral|consultation|diagnosis|prescription)Bases|planHandedOver/,
    );
  });
});
