/** The state of a report as its source declares it. */
export const reportStatuses = ['PRELIMINARY', 'FINAL', 'AMENDED', 'CANCELLED'] as const;
export type ReportStatus = (typeof reportStatuses)[number];

/** What posting a report did. */
export const postOutcomes = ['CREATED', 'UNCHANGED', 'AMENDED'] as const;
export type PostOutcome = (typeof postOutcomes)[number];
