import { eventEntities } from '@lianyi/shared/events/event.entity';
import { describeDemo } from '@lianyi/shared/testing/demo-contract';
import { AccessArchive, AccessDay } from '../audit/access-day.entity';
import { AccessEvent } from '../audit/access-event.entity';
import { BreakGlassGrant } from '../break-glass/break-glass-grant.entity';
import { BreakGlassNoticeRow } from '../break-glass/break-glass-notice.entity';
import { BreakGlassReviewRow } from '../break-glass/break-glass-review.entity';
import { ChangeHead, ChangeRow } from '../change/change.entity';
import { patientsTables } from '../data-source';
import { createSubgraph } from '../index';
import { RecordReview, RecordReviewItem } from '../record-review/record-review.entity';
import { MatchGate } from '../registration/match-gate.entity';

describeDemo({
  tables: patientsTables,
  createSubgraph,
  // A review is a quality manager's to draw. Nobody has looked yet, in an emergency neither, and nobody has come in at the same moment.
  empty: [
    ...[AccessEvent, AccessDay, AccessArchive],
    ...[BreakGlassGrant, BreakGlassReviewRow, BreakGlassNoticeRow, MatchGate],
    ...[RecordReview, RecordReviewItem],
    ...[ChangeRow, ChangeHead, ...eventEntities],
  ],
  random: ['sealed', 'sealedPhone', 'dueAt'],
});
