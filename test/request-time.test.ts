import { describe, expect, it } from '@jest/globals';
import {
  createContexts as createPharmacyContexts,
  createPharmacyProcess,
} from '@lianyi/pharmacy/context';
import { pharmacyTables } from '@lianyi/pharmacy/data-source';
import { readPharmacyRules } from '@lianyi/pharmacy/rules/pharmacy-rules';
import {
  createContexts as createReferralsContexts,
  createReferralsProcess,
} from '@lianyi/referrals/context';
import { referralsTables } from '@lianyi/referrals/data-source';
import { readReferralRules } from '@lianyi/referrals/rules/referral-rules';
import { dataFolder, loadCatalogue } from '@lianyi/results/catalogue/catalogue';
import {
  createContexts as createResultsContexts,
  createResultsProcess,
} from '@lianyi/results/context';
import { resultsTables } from '@lianyi/results/data-source';
import type { Database } from '@lianyi/shared/database/database';
import {
  type AskSubgraph,
  ofItself,
  type SubgraphQuestion,
} from '@lianyi/shared/ports/ask-subgraph';
import type { SubgraphOptions, SubgraphRequest } from '@lianyi/shared/subgraph/subgraph';
import { openTestDatabase } from '@lianyi/shared/testing/test-databases';
import { anIdentity, aViewer, testOptions } from '@lianyi/shared/testing/test-subgraph';

type Made = (options: SubgraphOptions, database: Database) => (request: SubgraphRequest) => Asking;

/** What of a part's context asks other parts. */
interface Asking {
  readonly ask: AskSubgraph;
  readonly asked: readonly Promise<unknown>[];
}

const place = { practitionerId: 'p', institutionId: 'a', on: '2026-06-01' };

const results: Made = (options, database) => {
  const process = createResultsProcess(options, database, loadCatalogue(dataFolder));
  const contextFor = createResultsContexts(process);
  return (request) => {
    const { agreements, ask, positions, practice } = contextFor(request);
    return { ask, asked: [agreements(), positions('a'), practice.rightsOf(place, 'SIGN')] };
  };
};

const pharmacy: Made = (options, database) => {
  const process = createPharmacyProcess(options, database, readPharmacyRules());
  const contextFor = createPharmacyContexts(process);
  return (request) => {
    const { ask, positions, practice, supply, tiers } = contextFor(request);
    const rights = practice.rightsOf(place, 'DISPENSE');
    return { ask, asked: [positions('a'), rights, supply('a'), tiers.tierOf('a')] };
  };
};

const referrals: Made = (options, database) => {
  const contextFor = createReferralsContexts(
    createReferralsProcess(options, database, readReferralRules()),
  );
  return (request) => {
    const { ask, positions } = contextFor(request);
    return { ask, asked: [positions('a')] };
  };
};

describe('what a part asks within a request', () => {
  const cases = [
    ['results', resultsTables, results],
    ['pharmacy', pharmacyTables, pharmacy],
    ['referrals', referralsTables, referrals],
  ] as const;

  it.each(cases)('ends with the request, though many share it (%s)', async (part, tables, made) => {
    const { database, location, drop } = await openTestDatabase('sqlite', tables);
    const questions: SubgraphQuestion[] = [];
    // Nobody ever answers.
    const hang: AskSubgraph = (_name, question) => {
      questions.push(question);
      return new Promise(() => undefined);
    };
    const answerBy = performance.now() + 20;
    const identity = { ...anIdentity(aViewer('CLINICIAN')), answerBy };
    const contextFor = made(testOptions(location, { ask: hang }), database);
    const { ask, asked } = contextFor({ identity, grants: { tokens: [] } });
    for (const one of await Promise.allSettled(asked))
      expect(one).toMatchObject({
        reason: { code: 'UNAVAILABLE', details: { part: 'personnel' } },
      });

    questions.length = 0;
    const question = { query: '{ a }', variables: {}, identity: ofItself(part, 'test') };
    void ask('patients', question);
    expect(questions).toMatchObject([{ identity: { answerBy } }]);
    await drop();
  });
});
