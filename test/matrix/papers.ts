import type {
  DemoExamReport,
  DemoLabReport,
  DemoPrescription,
  DemoReferral,
} from '@lianyi/shared/demo/history-types';
import { ninetyDays } from './clock';
import { institutionAt, type Situation } from './matrix-data';
import { examReport, type Holding, labReport, prescription } from './rows';
import type { RowFacts } from './signs';
import { type SlipFacts, slip, slipRow } from './slips';

/** The papers of one record. */
export interface Papers {
  readonly labReports: DemoLabReport[];
  readonly examReports: DemoExamReport[];
  readonly prescriptions: DemoPrescription[];
  readonly referrals: DemoReferral[];
}

export const emptyPapers = (): Papers => ({
  labReports: [],
  ...{ examReports: [], prescriptions: [], referrals: [] },
});

/** One of every kind of paper an institution may hold of a patient. */
function holdAll({ labReports, examReports, prescriptions }: Papers, holding: Holding) {
  labReports.push(
    labReport(holding, 'NONE'),
    labReport(holding, 'PART'),
    labReport(holding, 'ALL'),
  );
  examReports.push(examReport(holding));
  prescriptions.push(prescription(holding, false), prescription(holding, true));
}

/** Writes a slip; what goes with it is of the holder, which makes its data the holder's own. */
function send(papers: Papers, holding: Holding, facts: SlipFacts): DemoReferral {
  const row = slipRow(holding, facts);
  const report = facts.status === 'DRAFT' ? null : sentReport(papers, holding, row);
  const written = slip(holding, { ...facts, ...(report ? { labReportId: report.id } : {}) }, row);
  papers.referrals.push(written);
  return written;
}

/** A report that goes with the slip. */
function sentReport(papers: Papers, holding: Holding, sentWith: RowFacts): DemoLabReport {
  const report = labReport(holding, 'NONE', { sentWith });
  papers.labReports.push(report);
  return report;
}

/** What stands in every record: papers of another member, and slips between others. */
export function papersElsewhere(papers: Papers, holding: Holding) {
  const center = { ...holding, institutionId: 'imaging-center' };
  holdAll(papers, holding);
  papers.examReports.push(examReport(center));
  const sides = { fromId: holding.institutionId, toId: institutionAt('lead') };
  const endedAt = holding.signs.time(
    'ReferralEvent.at',
    slipRow(holding, { ...sides, status: 'COMPLETED' }),
    150,
  );
  const first = send(papers, holding, { ...sides, status: 'COMPLETED', endedAt });
  send(papers, holding, { ...sides, status: 'SUBMITTED', parentId: first.id });
  send(papers, holding, { ...sides, status: 'SUBMITTED', sensitive: true });
  send(papers, holding, { ...sides, status: 'DRAFT' });
}

/** What the viewer's institution holds: as much as the situation says. */
export function papersAtOwn(papers: Papers, holding: Holding, situation: Situation) {
  const { rows, slip: words } = situation;
  const own = holding.institutionId;
  const lead = institutionAt('lead');
  if (situation.sheet !== null) papers.prescriptions.push(...sheetsOf(holding, situation));
  if (rows) {
    holdAll(papers, holding);
    const ended = (fromId: string, toId: string) => {
      const facts = { fromId, toId, status: 'COMPLETED' } as const;
      const endedAt = holding.signs.time('ReferralEvent.at', slipRow(holding, facts), 150);
      send(papers, holding, { ...facts, endedAt });
    };
    ended(own, lead);
    ended(lead, own);
    send(papers, holding, { fromId: own, toId: lead, status: 'DRAFT' });
  }
  if (words === null) return;
  const [fromId, toId] = words.startsWith('received') ? [lead, own] : [own, lead];
  // The report is a third institution's: one of its own would give the sender a basis.
  const sender = { ...holding, institutionId: 'lab-center' };
  if (words === 'draft') send(papers, sender, { fromId, toId, status: 'DRAFT' });
  else if (words.endsWith('live')) {
    send(papers, sender, { fromId, toId, status: 'SUBMITTED' });
    send(papers, holding, { fromId: own, toId: lead, status: 'DRAFT' });
  } else send(papers, sender, { fromId, toId, status: 'COMPLETED', endedAt: ninetyDays(words) });
}

/**
 * The leading institution's, which may be filled: one the viewer's has as far as it is open to its
 * pharmacist, and one that her colleague was handed.
 */
function sheetsOf(holding: Holding, { restriction, sheet }: Situation): DemoPrescription[] {
  const lead = institutionAt('lead');
  const isOpen = sheet === 'open' || sheet === 'first moment of day 7';
  const hers = isOpen && restriction !== 'closed' ? [lead, holding.institutionId] : [lead];
  const made = { ...holding, institutionId: lead, daysAgo: 20 };
  return [hers, [lead]].map((holders) =>
    prescription(made, false, { holders, status: 'ISSUED', validDays: 30 }),
  );
}
