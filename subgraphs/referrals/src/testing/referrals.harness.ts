import type { DatabaseKind } from '@lianyi/shared/database/database';
import type { SubgraphOptions } from '@lianyi/shared/subgraph/subgraph';
import { startHarness } from '@lianyi/shared/testing/subgraph-harness';
import type { ObjectLiteral } from 'typeorm';
import { createContexts, createReferralsProcess } from '../context';
import { referralsTables } from '../data-source';
import { readReferralRules } from '../rules/referral-rules';
import { buildReferralsSchema } from '../schema';

/** The subgraph on a database of its own that holds the rows. */
export const startReferrals = (
  kind: DatabaseKind,
  rows: readonly ObjectLiteral[],
  overrides: Partial<SubgraphOptions> = {},
) =>
  startHarness(kind, {
    tables: referralsTables,
    ...{ rows, overrides },
    parts(options, database) {
      const process = createReferralsProcess(options, database, readReferralRules());
      return {
        name: 'referrals',
        schema: buildReferralsSchema().schema,
        contextFor: createContexts(process),
      };
    },
  });
