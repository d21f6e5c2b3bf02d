import type { DatabaseKind } from '@lianyi/shared/database/database';
import type { SubgraphOptions } from '@lianyi/shared/subgraph/subgraph';
import { startHarness } from '@lianyi/shared/testing/subgraph-harness';
import type { ObjectLiteral } from 'typeorm';
import { createContexts, createPharmacyProcess } from '../context';
import { pharmacyTables } from '../data-source';
import { type PharmacyRules, readPharmacyRules } from '../rules/pharmacy-rules';
import { buildPharmacySchema } from '../schema';

/** The subgraph on a database of its own that holds the rows; with the county's rules, or some of others. */
export const startPharmacy = (
  kind: DatabaseKind,
  rows: readonly ObjectLiteral[],
  overrides: Partial<SubgraphOptions> = {},
  rules: Partial<PharmacyRules> = {},
) =>
  startHarness(kind, {
    tables: pharmacyTables,
    ...{ rows, overrides },
    parts(options, database) {
      const read = { ...readPharmacyRules(), ...rules };
      const process = createPharmacyProcess(options, database, read);
      return {
        name: 'pharmacy',
        schema: buildPharmacySchema().schema,
        contextFor: createContexts(process),
      };
    },
  });
