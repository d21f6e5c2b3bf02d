import { randomUUID } from 'node:crypto';
import { createAccessReader } from '@lianyi/shared/access/access-reader';
import type { Database } from '@lianyi/shared/database/database';
import type { SubgraphOptions, SubgraphRequest } from '@lianyi/shared/subgraph/subgraph';
import type { Catalogue } from './catalogue/catalogue';
import { readDiagnosisRules } from './diagnostic-request/diagnosis-rules';
import {
  createRequestLoaders,
  performingInstitution,
} from './diagnostic-request/diagnostic-request.loader';
import { createExamReportLoaders } from './exam-report/exam-report.loader';
import { createLabReportLoaders } from './lab-report/lab-report.loader';
import { createObservationLoader, createTrendLoader } from './lab-report/observation.loader';
import { createUnitJudge } from './observation/unit';
import { createQualityCache } from './quality/quality.loader';
import { createPositionReader } from './recognition/position';
import { createVerdicts } from './recognition/recognition.service';
import { createHistoryLoader } from './report/report.loader';
import { createItemViews } from './result-item/result-item.loader';
import { createSecondReadingLoaders } from './second-reading/second-reading.loader';
import { createRecallLoader } from './sterile-supply/sterile-load.loader';
import { readSterileSupplyRules } from './sterile-supply/sterile-supply-rules';

/** What lives as long as the process: the rules, and reference data. */
export const createResultsProcess = (
  { ask, keys, now = () => new Date(), newId = randomUUID }: SubgraphOptions,
  database: Database,
  catalogue: Catalogue,
) => ({
  ...{ ask, keys, now, newId, database, catalogue },
  items: createItemViews(catalogue),
  units: createUnitJudge(catalogue.units, catalogue.words),
  quality: createQualityCache(database.read),
  diagnosis: readDiagnosisRules(),
  sterileSupply: readSterileSupplyRules(),
  positions: createPositionReader(ask, catalogue.scopes.communityIntegrations),
});
export type ResultsProcess = ReturnType<typeof createResultsProcess>;

/** What one request carries. */
export function createContext(request: SubgraphRequest, process: ResultsProcess) {
  const { identity, grants } = request;
  const { database, now } = process;
  const [manager, viewer, instant] = [database.read, identity.viewer, now()];
  const access = createAccessReader({ self: 'results', identity, grants, ...process });
  const reading = { ...process, manager, access, viewer, instant };
  const diagnosticRequests = createRequestLoaders(reading);
  const madeAt = performingInstitution(diagnosticRequests);
  return {
    ...{ ...reading, request, identity, diagnosticRequests, madeAt },
    labReports: createLabReportLoaders(reading),
    examReports: createExamReportLoaders(reading),
    observations: createObservationLoader(reading),
    trends: createTrendLoader(reading),
    histories: createHistoryLoader(manager),
    secondReadings: createSecondReadingLoaders(reading),
    recalls: createRecallLoader(manager),
    verdicts: createVerdicts({ ...reading, madeAt }),
  };
}
export type ResultsContext = ReturnType<typeof createContext>;
