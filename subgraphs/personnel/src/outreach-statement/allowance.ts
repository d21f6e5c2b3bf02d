import type { OutreachRules } from '../outreach/outreach-rules';
import type { OutreachVisit } from '../outreach/outreach-visit.entity';

/** What a visit is paid, in fen. */
export interface Allowance {
  readonly visit: OutreachVisit;
  readonly allowance: number;
  readonly transport: number;
}

/**
 * Allowances of one person's visits, which come by time: each by its kind at the rate of its day
 * (PE-18), and transport once for a day at a host. Nothing before the first rate.
 */
export function allowancesOf(visits: readonly OutreachVisit[], rules: OutreachRules): Allowance[] {
  const travelled = new Set<string>();
  return visits.map((visit) => {
    const rates = rules.ratesOn(visit.day);
    if (rates === null) return { visit, allowance: 0, transport: 0 };
    const journey = `${visit.day} ${visit.hostId}`;
    const transport = travelled.has(journey) ? 0 : rates.transportFen;
    travelled.add(journey);
    const { per, fen } = rates.of(visit.kind);
    const halfDays = Math.ceil(visit.minutes / rules.halfDayMinutes);
    return { visit, allowance: per === 'VISIT' ? fen : fen * halfDays, transport };
  });
}
