import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import {
  aSheetInput,
  type Dispensary,
  openDispensary,
  townshipDoctor,
} from '../testing/dispensary';
import { aDrug, drugCode } from '../testing/pharmacy.factory';
import { insist } from '../testing/stock-room';

const line = { drugCode: drugCode(1), dosage: '每日一次', days: 7, quantity: 10 };
const rows = [
  aDrug({ code: drugCode(2), atc: 'C09CA04', essential: false }),
  aDrug({ code: drugCode(3), atc: 'C09CA03', name: '缬沙坦胶囊' }),
  aDrug({ code: drugCode(4), atc: 'J05AF10', name: '恩替卡韦分散片' }),
];

describeOnBothDatabases('issuing a prescription', (kind) => {
  let desk: Dispensary;
  let day = 0;
  beforeAll(async () => {
    desk = await openDispensary(kind, rows);
  });
  afterAll(() => desk?.stop());
  /** A day of its own before the grants', so that numbers begin anew. */
  beforeEach(() => {
    day += 1;
    desk.clock.now = new Date(Date.UTC(2026, 4, day, 1));
    desk.neighbours.down.clear();
    Object.assign(desk.neighbours, { allergies: [], contracted: true });
  });
  const today = () => `202605${String(day).padStart(2, '0')}`;
  /** Counted on the day, and not to be guessed. */
  const numbered = (place: number) =>
    expect.stringMatching(
      new RegExp(`^CF${today()}${String(place).padStart(4, '0')}-[2-9A-HJ-NP-Z]{6}$`),
    );
  const count = async () => {
    const [row]: { count: number | string }[] = await desk.harness.database.read.query(
      'SELECT COUNT(*) AS `count` FROM `prescription`',
    );
    return Number(row?.count);
  };

  it('numbers it, for its day, by who signs', async () => {
    const { sheet } = await desk.issue(aSheetInput());
    const date = new Date(Date.UTC(2026, 4, day)).toISOString().slice(0, 10);
    expect(sheet).toMatchObject({
      ...{ number: numbered(1), kind: 'ORDINARY', status: 'ISSUED', findings: [] },
      ...{ validUntil: `${date}T23:59:59.999+08:00`, prescriber: { id: 'doctor-1' } },
      items: [{ drug: { code: drugCode(1) }, quantity: 10, dispensed: 0 }],
    });
    const { sheet: longer } = await desk.issue(aSheetInput({ reason: '住处偏远' }), townshipDoctor);
    const end = new Date(Date.UTC(2026, 4, day + 2)).toISOString().slice(0, 10);
    expect(longer).toMatchObject({
      ...{ number: numbered(2), validUntil: `${end}T23:59:59.999+08:00`, prescriber: null },
    });
  });

  it.each([
    ['no diagnosis', 'diagnoses', { diagnoses: [] }],
    ['no drug', 'items', { items: [] }],
    ['a drug that is none', 'items[0].drugCode', { items: [{ ...line, drugCode: 'none' }] }],
    ['no dosage', 'items[0].dosage', { items: [{ ...line, dosage: ' ' }] }],
    ['no days', 'items[0].days', { items: [{ ...line, days: 0 }] }],
    ['no quantity', 'items[0].quantity', { items: [{ ...line, quantity: 0 }] }],
    ['no key', 'idempotencyKey', { idempotencyKey: ' ' }],
    ['a referral that is none', 'referralId', { referralId: 'none' }],
  ])('is refused with %s', async (_, field, overrides) => {
    const before = await count();
    const { code, details } = await desk.issue(aSheetInput(overrides));
    expect({ code, field: details.field }).toEqual({ code: 'INVALID_INPUT', field });
    expect(await count()).toBe(before);
  });

  it('is refused for what blocks it, and keeps what it is warned of', async () => {
    const items = [line, line, { ...line, drugCode: drugCode(2), days: 8 }];
    const refused = await desk.issue(aSheetInput({ items }));
    expect(refused).toMatchObject({
      ...{ sheet: null, code: 'INVALID_INPUT' },
      details: { field: 'items', findings: 'TOO_MANY_DAYS DUPLICATE_DRUG' },
    });
    const warned = await desk.issue(aSheetInput({ items: [{ ...line, drugCode: drugCode(2) }] }));
    expect(warned.sheet).toMatchObject({
      ...{
        number: numbered(1),
        findings: [{ code: 'ESSENTIAL_FIRST', severity: 'WARNING' }],
      },
    });
  });

  it('knows what the patient does not bear, or waits', async () => {
    desk.neighbours.allergies = ['氨氯地平'];
    expect((await desk.issue(aSheetInput())).details.findings).toBe('ALLERGY');
    desk.neighbours.allergies = null;
    expect((await desk.issue(aSheetInput())).code).toBe('UNAVAILABLE');
    desk.neighbours.allergies = [];
    desk.neighbours.down.add('patients');
    expect((await desk.issue(aSheetInput())).code).toBe('UNAVAILABLE');
    expect((await desk.issue(aSheetInput({ kind: 'LONG_TERM' }))).code).toBe('UNAVAILABLE');
  });

  it('goes on with the plan that came down, of this patient to this institution', async () => {
    const sheet = (referralId: string | null, days = 14) =>
      desk.issue(
        aSheetInput({ kind: 'CONTINUATION', referralId, items: [{ ...line, days }] }),
        townshipDoctor,
      );
    expect((await sheet('slip-1')).sheet?.kind).toBe('CONTINUATION');
    expect((await sheet('slip-1', 15)).details.findings).toBe('NOT_PLANNED');
    expect((await sheet(null)).details.findings).toBe('CONTINUATION_PLAN');
    for (const other of ['slip-2', 'slip-3', 'none'])
      expect((await sheet(other)).details.field).toBe('referralId');
    desk.neighbours.down.add('referrals');
    expect((await sheet('slip-1')).code).toBe('UNAVAILABLE');
  });

  it('is a member’s doctor’s, with a basis that shows what she writes', async () => {
    const before = await count();
    for (const viewer of [aViewer('PHARMACIST'), aViewer('CLINICIAN', 'city-hospital')])
      expect((await desk.issue(aSheetInput(), viewer)).code).toBe('FORBIDDEN');
    expect((await desk.issue(aSheetInput(), townshipDoctor, {})).code).toBe('FORBIDDEN');
    const hidden = { 'patient-1': { sensitive: false } };
    const hiv = {
      items: [{ ...line, drugCode: drugCode(4) }],
      diagnoses: [{ system: 'ICD-10', code: 'B20', display: 'B20' }],
    };
    expect((await desk.issue(aSheetInput(hiv), townshipDoctor, hidden)).code).toBe('FORBIDDEN');
    expect(await count()).toBe(before);
  });

  it('happens once for a key, and is refused under it with other content', async () => {
    const input = aSheetInput();
    const before = await count();
    const all = await Promise.all(
      Array.from({ length: 12 }, () => insist(() => desk.issue(input))),
    );
    expect([...new Set(all.map(({ sheet }) => sheet?.number))]).toEqual([numbered(1)]);
    expect(await count()).toBe(before + 1);
    const other = await desk.issue({ ...input, items: [{ ...line, quantity: 11 }] });
    expect(other).toMatchObject({ code: 'CONFLICT', details: { field: 'idempotencyKey' } });
  });

  it('is numbered without a gap, however many at once, also where some are refused', async () => {
    const sheets = await Promise.all(
      Array.from({ length: 40 }, (_, at) =>
        insist(() => desk.issue(aSheetInput(at % 4 ? {} : { items: [line, line] }))),
      ),
    );
    const numbers = sheets.flatMap(({ sheet }) => (sheet ? [sheet.number] : [])).sort();
    expect(new Set(numbers.map((number) => number.slice(-6))).size).toBe(30);
    expect(numbers).toEqual(Array.from({ length: 30 }, (_, at) => numbered(at + 1)));
  });

  it('prescribes a drug for long once until most of it is used, by two doctors at once, too', async () => {
    await desk.harness.database.transaction((manager) =>
      manager.query("DELETE FROM `prescription` WHERE `kind` = 'LONG_TERM'"),
    );
    const long = { kind: 'LONG_TERM', items: [{ ...line, drugCode: drugCode(3), days: 28 }] };
    const at = Date.UTC(2026, 3, 1);
    desk.clock.now = new Date(at);
    const both = await Promise.all(
      Array.from({ length: 6 }, () => insist(() => desk.issue(aSheetInput(long)))),
    );
    expect(both.filter(({ sheet }) => sheet)).toHaveLength(1);
    expect(both.find(({ sheet }) => !sheet)?.details.findings).toBe('LONG_TERM_LASTS');
    const lasts = 0.8 * 28 * 24 * 3600 * 1000;
    desk.clock.now = new Date(at + lasts - 1);
    expect((await desk.issue(aSheetInput(long))).code).toBe('INVALID_INPUT');
    desk.clock.now = new Date(at + lasts);
    expect((await desk.issue(aSheetInput(long))).sheet?.status).toBe('ISSUED');
    desk.neighbours.contracted = false;
    expect((await desk.issue(aSheetInput(long))).details.findings).toBe(
      'LONG_TERM_CONTRACT LONG_TERM_LASTS',
    );
  });
});
