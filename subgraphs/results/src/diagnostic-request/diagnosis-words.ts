/** What kind of centre reads the exam. */
export const diagnosisKinds = ['IMAGING', 'ECG', 'LABORATORY', 'PATHOLOGY'] as const;
export type DiagnosisKind = (typeof diagnosisKinds)[number];

/** Most urgent first: the order of a worklist. */
export const urgencies = ['EMERGENCY', 'URGENT', 'ROUTINE'] as const;
export type Urgency = (typeof urgencies)[number];

export const diagnosticRequestStatuses = [
  'REQUESTED',
  'CLAIMED',
  'REPORTED',
  'REJECTED',
  'CANCELLED',
] as const;
export type DiagnosticRequestStatus = (typeof diagnosticRequestStatuses)[number];
