import type { DatabaseKind } from '@lianyi/shared/database/database';
import { startHarness } from '@lianyi/shared/testing/subgraph-harness';
import type { ObjectLiteral } from 'typeorm';
import { createContexts, createPersonnelProcess } from '../context';
import { personnelTables } from '../data-source';
import { readPersonnelRules } from '../rules/personnel-rules';
import { buildPersonnelSchema } from '../schema';

/** The subgraph on a database of its own that holds the rows. */
export const startPersonnel = (
  kind: DatabaseKind,
  rows: readonly ObjectLiteral[],
  now?: () => Date,
) =>
  startHarness(kind, {
    tables: personnelTables,
    ...{ rows, overrides: now ? { now } : {} },
    parts(options, database) {
      const process = createPersonnelProcess(options, database, readPersonnelRules());
      return {
        name: 'personnel',
        schema: buildPersonnelSchema().schema,
        contextFor: createContexts(process),
      };
    },
  });
