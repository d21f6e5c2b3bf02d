import { randomUUID } from 'node:crypto';
import type { AccessAction } from '@lianyi/shared/access/access';
import { createAccessReader } from '@lianyi/shared/access/access-reader';
import type { Database } from '@lianyi/shared/database/database';
import { createCommunityReader } from '@lianyi/shared/ports/community';
import { createPositionReader } from '@lianyi/shared/ports/institution-positions';
import { readUnnamedActs } from '@lianyi/shared/ports/practice-acts';
import { createPractice } from '@lianyi/shared/ports/practice-rights';
import { createAgreementReader } from '@lianyi/shared/ports/recognition-agreements';
import type { SubgraphOptions, SubgraphRequest } from '@lianyi/shared/subgraph/subgraph';
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
  ...{ ask, keys, now, newId, database, catalogue },
  ...createOrdering(catalogue),
  offers: createOfferRecorder({ database, newId, logger }),
  units: createUnitJudge(catalogue.units, catalogue.words),
  quality: createQualityCache(database.read),
  localTables: createLocalTables(),
  rulesAt: createEditionReader(database.read, catalogue, now),
  community: createCommunityReader({
    ...{ self: 'results', ask, now },
    integrations: new Set(catalogue.scopes.communityIntegrations),
  }),
  shown: createShownRecorder({ database, logger, newId, now }),
  practice: createPractice({ self: 'results', ask, unnamed: readUnnamedActs() }),
  criticalRules: readCriticalRules(catalogue.find),
  diagnosis: readDiagnosisRules(),
  sterileSupply: readSterileSupplyRules(),
  agreements: createAgreementReader({
    ...{ self: 'results', ask, now, integrations: catalogue.scopes.agreedIntegrations },
  }),
  positions: createPositionReader({
    ...{ self: 'results', ask, integrations: catalogue.scopes.communityIntegrations },
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
export function createContext(request: SubgraphRequest, process: ResultsProcess) {
  const { identity, grants } = request;
  const { database, now, shown } = process;
  const [manager, viewer, instant] = [database.read, identity.viewer, now()];
  const accessTo = (action: AccessAction) =>
    createAccessReader({ self: 'results', identity, grants, ...process, action });
  const access = accessTo('READ_RECORD');
  const noteShown = createNoteShown(shown, viewer);
  const loading = { ...process, manager, access, viewer, instant, noteShown };
  const diagnosticRequests = createRequestLoaders(loading);
  const madeAt = performingInstitution(diagnosticRequests);
  const reading = { ...loading, diagnosticRequests, madeAt };
  return {
    ...{ ...reading, request, identity, accessTo },
    labReports: createLabReportLoaders(reading),
    examReports: createExamReportLoaders(reading),
    observations: createObservationLoader(reading),
    trends: createTrendLoader(reading),
    histories: createHistoryLoader(manager),
    corrections: createCorrectionLoader(manager),
    verdicts: createVerdicts(reading),
    recall: createRecall(reading),
    secondReadings: createSecondReadingLoaders(reading),
    recalls: createRecallLoader(manager),
  };
}
export type ResultsContext = ReturnType<typeof createContext>;
