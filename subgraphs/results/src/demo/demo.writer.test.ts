import { describeDemo } from '@lianyi/shared/testing/demo-contract';

import { resultsTables } from '../data-source';
import { createSubgraph } from '../index';
import { ReportNoticeRow, ReportShown } from '../report-notice/report-notice.entity';

describeDemo({
  tables: resultsTables,
  createSubgraph,
  // No look is invented, so nobody is told of what changed.
  empty: [ReportShown, ReportNoticeRow],
});
