import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import {
  aShortage,
  lead,
  office,
  openShortageDesk,
  outsider,
  type ShortageDesk,
  township,
  village,
} from '../testing/shortage-desk';
import { ShortageStatus } from './shortage.entity';

/** The first moment of June in Shanghai, and the limit of what was registered then. */
const june = new Date('2026-05-31T16:00:00Z');
const may = new Date(june.getTime() - 1);
const limit = new Date('2026-06-03T16:00:00Z');
const after = new Date(limit.getTime() + 1);
const received = (receivedAt: Date, status = ShortageStatus.RECEIVED) =>
  aShortage({ registeredAt: june, deliverBy: limit, receivedAt, status, endedAt: null });
const ended = (status: ShortageStatus) =>
  aShortage({ registeredAt: june, deliverBy: limit, status, endedAt: june });
const rows = [
  received(limit),
  received(limit, ShortageStatus.CLOSED),
  received(after),
  ended(ShortageStatus.SUBSTITUTED),
  ended(ShortageStatus.REJECTED),
  aShortage({ registeredAt: june, deliverBy: limit }),
  aShortage({ registeredAt: june, deliverBy: after }),
  aShortage({ registeredAt: may, deliverBy: june }),
  aShortage({ institutionId: 'people-hospital', registeredAt: june, deliverBy: limit }),
];
const none = { delivered: 0, deliveredInTime: 0, substituted: 0, rejected: 0, rate: 0 };
const ofVillage = { institution: { id: 'village-dongpu-1' } };
const inMay = { ...ofVillage, month: '2026-05', registered: 1, ...none, overdue: 1 };
const inJune = {
  ...{ ...ofVillage, month: '2026-06', registered: 7, delivered: 3, deliveredInTime: 2 },
  ...{ substituted: 1, rejected: 1, overdue: 1, rate: 2 / 7 },
};
const ofPeople = {
  ...{ institution: { id: 'people-hospital' }, month: '2026-06', registered: 1, ...none },
  overdue: 1,
};
const fields =
  'institution { id } month registered delivered deliveredInTime substituted rejected overdue rate';

describeOnBothDatabases('the fulfilment of shortages', (kind) => {
  let desk: ShortageDesk;
  beforeAll(async () => {
    desk = await openShortageDesk(kind, rows);
    desk.clock.now = after;
  });
  afterAll(() => desk?.stop());

  const count = (viewer = office, start = '2026-05-15', end = '2026-06-01') =>
    desk.read(
      viewer,
      `{ shortageFulfilment(period: { start: "${start}", end: "${end}" }) { ${fields} } }`,
    );

  it('counts by institution and month of Shanghai what came in time, the limit included', async () => {
    expect(await count()).toEqual([inMay, ofPeople, inJune]);
  });

  it('holds the months asked for', async () => {
    expect(await count(office, '2026-05-01', '2026-05-31')).toEqual([inMay]);
    expect(await count(office, '2026-07-01', '2026-07-31')).toEqual([]);
  });

  it('is that of who is supplied, and of the whole community for who leads it', async () => {
    for (const viewer of [village, township]) expect(await count(viewer)).toEqual([inMay, inJune]);
    expect(await count(lead)).toEqual([inMay, ofPeople, inJune]);
    expect(await count(aViewer('COMMUNITY_OFFICE', 'people-hospital'))).toEqual([ofPeople]);
    expect(await count(outsider)).toBe('FORBIDDEN');
    expect(await count(aViewer('CLINICIAN'))).toBe('FORBIDDEN');
  });

  it('is one statement', async () => {
    await count();
    desk.harness.statements.length = 0;
    await count();
    expect(desk.harness.statements).toHaveLength(1);
  });

  it('refuses a period that ends before it begins, or is too long', async () => {
    expect(await count(office, '2026-06-02', '2026-06-01')).toBe('INVALID_INPUT');
    expect(await count(office, '2024-01-01', '2026-01-01')).toBe('INVALID_INPUT');
  });
});
