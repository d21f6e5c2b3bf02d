/** The state of a report as its source declares it. */
export const reportStatuses = ['PRELIMINARY', 'FINAL', 'AMENDED', 'CANCELLED'] as const;
export type ReportStatus = (typeof reportStatuses)[number];
