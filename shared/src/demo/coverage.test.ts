import { describe, expect, it } from '@jest/globals';
import { createCounty } from './county';

/** The smallest county in which everything occurs. */
const county = createCounty({ patients: 60, seed: 20261121, today: '2026-11-21' });
const histories = Array.from({ length: 60 }, (_, index) => county.resident(index).history);
const seen = (values: readonly string[]) => [...new Set(values)].sort();

describe('a county of sixty', () => {
  it('has encounters of every class', () => {
    const classes = histories.flatMap((one) => one.encounters().map((visit) => visit.class));
    expect(seen(classes)).toEqual(['EMERGENCY', 'HOME', 'INPATIENT', 'OUTPATIENT', 'VIRTUAL']);
  });

  it('has reports of every status', () => {
    const labs = histories.flatMap((one) =>
      one.labReports().flatMap((report) => report.versions().map(({ status }) => status)),
    );
    const exams = histories.flatMap((one) =>
      one.examReports().flatMap(({ versions }) => versions.map(({ status }) => status)),
    );
    expect(seen(labs)).toEqual(['AMENDED', 'CANCELLED', 'FINAL', 'PRELIMINARY']);
    expect(seen(exams)).toEqual(expect.arrayContaining(['AMENDED', 'FINAL', 'PRELIMINARY']));
  });

  it('has referrals of every status and direction', () => {
    const referrals = histories.flatMap((one) => one.referrals());
    expect(seen(referrals.map(({ status }) => status))).toHaveLength(12);
    expect(seen(referrals.map(({ direction }) => direction))).toEqual([
      'DOWN',
      'LATERAL',
      'OUTWARD',
      'UP',
    ]);
  });

  it('has prescriptions of every kind and status', () => {
    const prescriptions = histories.flatMap((one) => one.prescriptions());
    expect(seen(prescriptions.map(({ status }) => status))).toHaveLength(7);
    expect(seen(prescriptions.map(({ kind }) => kind))).toHaveLength(5);
  });

  it('has postings of every kind', () => {
    expect(seen(county.postings.map(({ kind }) => kind))).toHaveLength(6);
  });

  it('has a resident of the cast in hospital', () => {
    const open = histories[0]?.encounters().filter(({ endedAt }) => endedAt === null);
    expect(open?.map(({ institutionId }) => institutionId)).toEqual(['county-hospital']);
  });
});
