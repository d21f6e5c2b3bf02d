import { insertRows } from '@lianyi/shared/database/insert-rows';
import type { CountyWriter } from '@lianyi/shared/demo/load-county';
import { startOfShanghaiDay } from '@lianyi/shared/time/shanghai-day';
import { CriticalValueAddress, CriticalValueRow } from '../critical-value/critical-value.entity';
import type { CriticalRules } from '../critical-value/read-critical-rules';
import type { DiagnosisRules } from '../diagnostic-request/diagnosis-rules';
import { DiagnosticRequest } from '../diagnostic-request/diagnostic-request.entity';
import { ExamReport } from '../exam-report/exam-report.entity';
import { LabReport } from '../lab-report/lab-report.entity';
import { Observation } from '../lab-report/observation.entity';
import { CodeMapping, LocalCodeTable } from '../mapping/code-mapping.entity';
import { queueWaiting } from '../mapping/unmapped-code.service';
import { RecognitionOffer } from '../order-check/recognition-offer.entity';
import { QualityControl, QualityControlCorrection, QualityRecord } from '../quality/quality.entity';
import {
  RecognitionDecision,
  ReplacedDecision,
} from '../recognition-decision/recognition-decision.entity';
import { ReportVersion } from '../report/report.entity';
import { SecondReading } from '../second-reading/second-reading.entity';
import { SterileLoadRecall, SterileSupplyRequest } from '../sterile-supply/sterile-supply.entity';
import { createDemoAlarms } from './critical.rows';
import { createDemoDecisions, type DemoRules, noDecisions } from './decision.rows';
import { mappingRow } from './mapping.rows';
import { controlRows, correctionRows, qualityRows } from './quality.rows';
import { createRememberedReading, type Reading } from './remembered-reading';
import { addResident, emptyRows } from './report.rows';
import { sterileRows } from './sterile-supply.rows';

interface WritingRules {
  readonly criticalRules: CriticalRules;
  readonly diagnosis: DiagnosisRules;
}

/** The reports of a demo county, read as if they had been posted, and what their quality rests on. */
export function createResultsDemo({
  catalogue,
  units,
  criticalRules: rules,
  decisionRules,
  diagnosis,
}: Reading & DemoRules & WritingRules): CountyWriter {
  const decide = createDemoDecisions({ catalogue, decisionRules });
  const reading = { catalogue, diagnosis, read: createRememberedReading({ catalogue, units }) };
  return {
    async frame(manager, { seed, today }) {
      await insertRows(manager, QualityRecord, qualityRows(catalogue, today));
      await insertRows(manager, QualityControl, controlRows(today));
      await insertRows(manager, QualityControlCorrection, correctionRows(today));
      const { institutionId, revision, ...mapping } = mappingRow(today);
      await insertRows(manager, LocalCodeTable, [{ institutionId, revision }]);
      await insertRows(manager, CodeMapping, [{ ...mapping, institutionId, revision }]);
      const supply = sterileRows(seed, today);
      await insertRows(manager, SterileSupplyRequest, supply.requests);
      await insertRows(manager, SterileLoadRecall, supply.recalls);
    },
    async residents(manager, residents, county) {
      const { seed, today } = county;
      const [rows, decided] = [emptyRows(), noDecisions()];
      const alarms = createDemoAlarms({ rules, catalogue }, { seed, today });
      for (const resident of residents) {
        const { inForce, papers } = addResident(rows, reading, resident, county);
        alarms.add(rows.alarms, resident, inForce);
        decide(decided, county, resident, papers);
      }
      await insertRows(manager, LabReport, rows.labReports);
      await insertRows(manager, ExamReport, rows.examReports);
      await insertRows(manager, ReportVersion, rows.versions);
      await insertRows(manager, Observation, rows.observations);
      const at = startOfShanghaiDay(today);
      for (const [institutionId, waiting] of rows.waiting)
        await queueWaiting(manager, waiting, { institutionId, at });
      await insertRows(manager, CriticalValueRow, rows.alarms.values);
      await insertRows(manager, CriticalValueAddress, rows.alarms.addresses);
      await insertRows(manager, RecognitionDecision, decided.decisions);
      await insertRows(manager, ReplacedDecision, decided.replaced);
      await insertRows(manager, RecognitionOffer, decided.offers);
      await insertRows(manager, DiagnosticRequest, rows.requests);
      await insertRows(manager, SecondReading, rows.readings);
    },
  };
}
