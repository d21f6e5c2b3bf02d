import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import { AntiInfectiveGrade } from '../drug/drug.entity';
import { aSheetInput, type Dispensary, openDispensary } from '../testing/dispensary';
import { aDrug, drugCode } from '../testing/pharmacy.factory';

const restricted = aDrug({
  ...{ code: drugCode(2), atc: 'J01DD04', name: '头孢曲松注射剂', antiInfective: true },
  antiInfectiveGrade: AntiInfectiveGrade.RESTRICTED,
});
const items = [{ drugCode: drugCode(2), dosage: '每日一次', days: 1, quantity: 1 }];
const guest = aViewer('CLINICIAN', 'county-hospital', { practitionerId: 'guest-1' });
const pharmacistOf = (practitionerId: string) =>
  aViewer('PHARMACIST', 'people-hospital', { practitionerId, subject: practitionerId });
const [checker, dispenser] = [pharmacistOf('checker-1'), pharmacistOf('dispenser-1')];

describeOnBothDatabases('the right to prescribe and to hand out', (kind) => {
  let desk: Dispensary;
  beforeAll(async () => {
    desk = await openDispensary(kind, [restricted]);
  });
  afterAll(() => desk?.stop());
  beforeEach(() => {
    desk.neighbours.practice.clear();
    desk.neighbours.down.clear();
  });
  const count = async () => {
    const [row]: { count: number | string }[] = await desk.harness.database.read.query(
      'SELECT COUNT(*) AS `count` FROM `prescription`',
    );
    return Number(row?.count);
  };

  it('is asked of personnel, and its lack refuses the sheet', async () => {
    desk.clock.now = new Date('2026-05-01T01:00:00Z');
    desk.neighbours.practice.set('guest-1', { acts: ['REPORT'] });
    const before = await count();
    const { code, details } = await desk.issue(aSheetInput(), guest);
    expect({ code, ...details }).toMatchObject({
      ...{ code: 'FORBIDDEN', field: 'prescriber', act: 'PRESCRIBE', on: '2026-05-01' },
    });
    expect(await count()).toBe(before);
    desk.neighbours.practice.clear();
    expect((await desk.issue(aSheetInput(), guest)).sheet?.prescriber).toEqual({ id: 'guest-1' });
  });

  it('does not matter to a sheet that is issued already', async () => {
    desk.clock.now = new Date('2026-05-02T01:00:00Z');
    const input = aSheetInput();
    const { sheet } = await desk.issue(input, guest);
    desk.neighbours.practice.set('guest-1', { acts: [] });
    desk.clock.now = new Date('2026-05-03T01:00:00Z');
    expect((await desk.issue(input, guest)).sheet?.id).toBe(sheet?.id);
    expect((await desk.issue(aSheetInput(), guest)).code).toBe('FORBIDDEN');
  });

  it('comes with the title by which a grade is prescribed', async () => {
    desk.clock.now = new Date('2026-05-04T01:00:00Z');
    desk.neighbours.practice.set('guest-1', { titleLevel: 'JUNIOR' });
    const above = await desk.issue(aSheetInput({ items }), guest);
    expect(above.details.findings).toBe('ANTI_INFECTIVE_GRADE');
    const urgent = aSheetInput({ items, kind: 'EMERGENCY', reason: '感染性休克' });
    expect((await desk.issue(urgent, guest)).sheet?.findings).toEqual([
      { code: 'ANTI_INFECTIVE_GRADE', severity: 'WARNING' },
    ]);
  });

  it('lets a lower title go on with what a higher one began for long', async () => {
    desk.clock.now = new Date('2026-05-05T01:00:00Z');
    desk.neighbours.practice.set('guest-1', { titleLevel: 'JUNIOR' });
    const long = (drug: number) =>
      aSheetInput({
        kind: 'LONG_TERM',
        items: [{ ...items[0], drugCode: drugCode(drug), days: 28 }],
      });
    expect((await desk.issue(long(1), guest)).details.findings).toBe('LONG_TERM_TITLE');
    expect((await desk.issue(long(1))).sheet?.kind).toBe('LONG_TERM');
    desk.clock.now = new Date('2026-05-30T01:00:00Z');
    expect((await desk.issue(long(1), guest)).sheet?.kind).toBe('LONG_TERM');
  });

  it('is never guessed while personnel is down', async () => {
    desk.clock.now = new Date('2026-05-06T01:00:00Z');
    desk.neighbours.down.add('personnel');
    const { code, details } = await desk.issue(aSheetInput(), guest);
    expect({ code, part: details.part }).toEqual({ code: 'UNAVAILABLE', part: 'personnel' });
  });

  it('is a pharmacist’s for checking and for handing out, each by itself', async () => {
    desk.clock.now = new Date('2026-05-07T01:00:00Z');
    const { sheet } = await desk.issue(aSheetInput());
    const id = sheet?.id ?? '';
    for (const one of [checker, dispenser]) await desk.hand(one, sheet?.number ?? '');
    desk.neighbours.practice.set('checker-1', { acts: ['CHECK'] });
    desk.neighbours.practice.set('dispenser-1', { acts: ['DISPENSE'] });
    for (const [field, reason] of [
      ['approvePrescription'],
      ['rejectPrescription', '剂量'],
    ] as const)
      expect(await desk.step(dispenser, field, id, reason)).toMatchObject({
        ...{ code: 'FORBIDDEN', details: { field, act: 'CHECK' } },
      });
    const approved = await desk.step(checker, 'approvePrescription', id);
    expect(approved.sheet?.status).toBe('APPROVED');
    const line = { drugCode: drugCode(1), quantity: 1 };
    expect(await desk.dispense(checker, id, [line])).toMatchObject({
      ...{ code: 'FORBIDDEN', details: { field: 'dispensePrescription', act: 'DISPENSE' } },
    });
    // The shelf is empty, and nothing else keeps her from it.
    expect((await desk.dispense(dispenser, id, [line])).code).toBe('CONFLICT');
  });
});
