import { eventEntities } from '@lianyi/shared/events/event.entity';
import { describeDemo } from '@lianyi/shared/testing/demo-contract';

import { resultsTables } from '../data-source';
import { createSubgraph } from '../index';
import { ReportNoticeRow, ReportShown } from '../report-notice/report-notice.entity';

describeDemo({
  tables: resultsTables,
  createSubgraph,
  // The files are kept at the start, whoever lives in the county.
  random: ['knownFrom'],
  // No look is invented, so nobody is told of what changed; nor are events, of what never came.
  empty: [ReportShown, ReportNoticeRow, ...eventEntities],
});
