/** The state of a report as its source declares it. */
export const reportStatuses = ['PRELIMINARY', 'FINAL', 'AMENDED', 'CANCELLED'] as const;
export type ReportStatus = (typeof reportStatuses)[number];

/** Whether who posted a version had the right to report or sign it; not asked: personnel was down. */
export const reporterRights = ['HELD', 'NOT_HELD', 'NOT_ASKED'] as const;
export type ReporterRight = (typeof reporterRights)[number];

/** What posting a report did. */
export const postOutcomes = ['CREATED', 'UNCHANGED', 'AMENDED'] as const;
export type PostOutcome = (typeof postOutcomes)[number];
