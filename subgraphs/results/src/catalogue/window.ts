/** How long a result counts: calendar days, without limit, or never by rule. */
export type Window =
  | { readonly rule: 'DAYS'; readonly days: number }
  | { readonly rule: 'UNLIMITED' }
  | { readonly rule: 'NEVER' };

/** Whether the window counts from sampling (or exam) or from the report. */
export type WindowBase = 'EFFECTIVE' | 'ISSUED';
