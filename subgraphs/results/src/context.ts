import { randomUUID } from 'node:crypto';
import type { AccessAction } from '@lianyi/shared/access/access';
import { createAccessReader } from '@lianyi/shared/access/access-reader';
import type { Database } from '@lianyi/shared/database/database';
import { createCommunityReader } from '@lianyi/shared/ports/community';
import { createPositionReader } from '@lianyi/shared/ports/institution-positions';
import { readUnnamedActs } from '@lianyi/shared/ports/practice-acts';
import { createPractice } from '@lianyi/shared/ports/practice-rights';
import { createAgreementReader } from '@lianyi/shared/ports/recognition-agreements';
import { askWithin } from '@lianyi/shared/ports/within-request';
import { createRequestContexts } from '@lianyi/shared/subgraph/request-contexts';
import type { SubgraphOptions } from '@lianyi/shared/subgraph/subgraph';
import type { Catalogue } from './catalogue/catalogue';
import { readCriticalRules } from './critical-value/read-critical-rules';
import { readDiagnosisRules } from './diagnostic-request/diagnosis-rules';
import {
  createRequestLoaders,
  performingInstitution,
} from './diagnostic-request/diagnostic-request.loader';
import { createEditionReader } from './edition/edition.loader';
import { createExamReportLoaders } from './exam-report/exam-report.loader';
import { createLabReportLoaders } from './lab-report/lab-report.loader';
import { createObservationLoader, createTrendLoader } from './lab-report/observation.loader';
import { createLocalTables } from './mapping/local-table.loader';
import { createUnitJudge } from './observation/unit';
import { createOfferRecorder } from './order-check/offer-recorder';
import { loadOrderRules } from './order-check/order-rules';
import { createOrderableViews } from './order-check/panel-view';
import { createQualityCache } from './quality/quality.loader';
import { createCorrectionLoader } from './quality/quality-control.loader';
import { createRecall } from './recognition/recall.service';
import { createVerdicts } from './recognition/recognition.service';
import { loadDecisionRules } from './recognition-decision/decision-rules';
import { createHistoryLoader } from './report/report.loader';
import { createNoteShown } from './report-notice/note-shown';
import { createShownRecorder } from './report-notice/shown-recorder';
import { createItemViews } from './result-item/result-item.loader';
import { createSecondReadingLoaders } from './second-reading/second-reading.loader';
import { createRecallLoader } from './sterile-supply/sterile-load.loader';
import { readSterileSupplyRules } from './sterile-supply/sterile-supply-rules';

/** What lives as long as the process: the rules, and reference data. */
export const createResultsProcess = (
  { ask, keys, logger, now = () => new Date(), newId = randomUUID }: SubgraphOptions,
  database: Database,
  catalogue: Catalogue,
) => ({
  ask,
  ...{ keys, now, newId, database, catalogue },
  ...createOrdering(catalogue),
  offers: createOfferRecorder({ database, newId, logger }),
  units: createUnitJudge(catalogue.units, catalogue.words),
  quality: createQualityCache(database.read),
  localTables: createLocalTables(),
  rulesAt: createEditionReader(database.read, catalogue, now),
  community: createCommunityReader({
    self: 'results',
    ...{ ask, now },
    integrations: new Set(catalogue.scopes.communityIntegrations),
  }),
  shown: createShownRecorder({ database, logger, newId, now }),
  practice: createPractice({ self: 'results', ask, unnamed: readUnnamedActs() }),
  criticalRules: readCriticalRules(catalogue.find),
  diagnosis: readDiagnosisRules(),
  sterileSupply: readSterileSupplyRules(),
  agreements: createAgreementReader({
    self: 'results',
    ...{ ask, now, integrations: catalogue.scopes.agreedIntegrations },
  }),
  positions: createPositionReader({
    self: 'results',
    ...{ ask, integrations: catalogue.scopes.communityIntegrations },
  }),
});

function createOrdering(catalogue: Catalogue) {
  const items = createItemViews(catalogue);
  const orderRules = loadOrderRules(catalogue);
  const decisionRules = loadDecisionRules(catalogue, orderRules);
  const orderables = createOrderableViews(orderRules, items);
  return { items, orderRules, orderables, decisionRules };
}
export type ResultsProcess = ReturnType<typeof createResultsProcess>;

/** What one request carries. */
export const createContexts = (process: ResultsProcess) =>
  createRequestContexts(process, (request) => {
    const { viewer } = request.identity;
    const accessTo = (action: AccessAction) =>
      createAccessReader('results', process, request, action);
    return {
      request,
      ...{ identity: request.identity, viewer, accessTo },
      ...{ access: accessTo('READ_RECORD'), manager: process.database.read },
      ...{ instant: process.now(), noteShown: createNoteShown(process.shown, viewer) },
    };
  })
    .making({
      ask: ({ identity }) => askWithin(process.ask, identity),
      agreements: ({ identity }) => process.agreements.within(identity),
      positions: ({ identity }) => process.positions.within(identity),
      practice: ({ identity }) => process.practice.within(identity),
    })
    .making({
      diagnosticRequests: createRequestLoaders,
      labReports: createLabReportLoaders,
      examReports: createExamReportLoaders,
      observations: createObservationLoader,
      trends: createTrendLoader,
      histories: ({ manager }) => createHistoryLoader(manager),
      corrections: ({ manager }) => createCorrectionLoader(manager),
      secondReadings: createSecondReadingLoaders,
      recalls: ({ manager }) => createRecallLoader(manager),
    })
    .making({ madeAt: ({ diagnosticRequests }) => performingInstitution(diagnosticRequests) })
    .making({ verdicts: createVerdicts, recall: createRecall });
export type ResultsContext = ReturnType<ReturnType<typeof createContexts>>;
