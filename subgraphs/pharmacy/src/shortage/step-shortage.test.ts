import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { aDrug, drugCode } from '../testing/pharmacy.factory';
import {
  aShelf,
  aShortageInput,
  lead,
  office,
  openShortageDesk,
  outsider,
  people,
  type ShortageDesk,
  type ShortageField,
  township,
  village,
} from '../testing/shortage-desk';

const rows = [
  aDrug({ code: drugCode(2), name: '盐酸二甲双胍片' }),
  ...aShelf('county-hospital', { quantity: 1000 }),
  ...aShelf('people-hospital', { quantity: 1000 }),
  ...aShelf('township-dongpu', { quantity: 9 }),
];
const fromLead = { fromInstitutionId: 'county-hospital' };
const fromPeople = { fromInstitutionId: 'people-hospital' };
const why = { reason: '全国断货' };

describeOnBothDatabases('a step of a shortage', (kind) => {
  let desk: ShortageDesk;
  beforeAll(async () => {
    desk = await openShortageDesk(kind, rows);
  });
  afterAll(() => desk?.stop());

  it('is substituted by another drug', async () => {
    const id = await desk.registered();
    for (const code of ['none', drugCode(1)])
      expect(await desk.take('substituteShortage', id, village, { drugCode: code })).toMatchObject({
        ...{ code: 'INVALID_INPUT', details: { field: 'drugCode' } },
      });
    expect(
      await desk.take('substituteShortage', id, village, { drugCode: drugCode(2) }),
    ).toMatchObject({ shortage: { status: 'SUBSTITUTED', substitute: { code: drugCode(2) } } });
  });

  it.each([
    ['a source outside', 'fromInstitutionId', { fromInstitutionId: 'city-hospital' }],
    ['itself', 'fromInstitutionId', { fromInstitutionId: 'village-dongpu-1' }],
    ['a drug it is not', 'drugCode', { ...fromLead, drugCode: drugCode(2) }],
  ])('is not matched with %s', async (_, field, given) => {
    const id = await desk.registered();
    const { code, details } = await desk.take('matchShortage', id, township, given);
    expect({ code, field: details.field }).toEqual({ code: 'INVALID_INPUT', field });
  });

  it('is matched, and sent, where enough lies and from no shelf of others', async () => {
    const id = await desk.registered();
    const own = { fromInstitutionId: 'township-dongpu' };
    const short = { code: 'CONFLICT', details: { institutionId: 'township-dongpu', left: 9 } };
    expect(await desk.take('matchShortage', id, lead, own)).toMatchObject(short);
    expect(await desk.take('dispatchShortage', id, township, own)).toMatchObject(short);
    expect(await desk.take('dispatchShortage', id, township, fromLead)).toMatchObject({
      ...{ code: 'INVALID_INPUT', details: { field: 'fromInstitutionId' } },
    });
    expect((await desk.take('receiveShortage', id, village)).details.status).toBe('REGISTERED');
    expect((await desk.verify()).faults).toEqual([]);
  });

  it('is matched where just enough lies', async () => {
    const id = await desk.registered(aShortageInput({ quantity: 9 }));
    const own = { fromInstitutionId: 'township-dongpu' };
    expect((await desk.take('matchShortage', id, lead, own)).shortage?.status).toBe('MATCHED');
  });

  it.each<[ShortageField, object]>([
    ['matchShortage', fromPeople],
    ['purchaseShortage', {}],
    ['dispatchShortage', fromLead],
    ['rejectShortage', why],
  ])('is closed to who has nothing to do with it: %s', async (field, given) => {
    const id = await desk.registered();
    for (const viewer of [people, outsider])
      expect((await desk.take(field, id, viewer, given)).code).toBe('FORBIDDEN');
    expect((await desk.take(field, 'none', lead, given)).code).toBe('FORBIDDEN');
  });

  it.each([
    ['its central pharmacy', 'receiveShortage', township, {}],
    ['its central pharmacy', 'closeShortage', township, {}],
    ['its central pharmacy', 'substituteShortage', township, { drugCode: drugCode(2) }],
    ['who lacks it', 'purchaseShortage', village, {}],
    ['who lacks it', 'rejectShortage', village, why],
    ['the office', 'dispatchShortage', office, fromLead],
    ['the office', 'closeShortage', office, {}],
  ] as const)('has no step for %s: %s', async (_, field, viewer, given) => {
    const id = await desk.registered();
    expect(await desk.take(field, id, viewer, given)).toMatchObject({
      ...{ code: 'FORBIDDEN', details: { shortageId: id, field } },
    });
  });

  it.each([
    ['receiveShortage', village, {}],
    ['closeShortage', village, {}],
  ] as const)('does not go on by %s from where it began', async (field, viewer, given) => {
    const id = await desk.registered();
    expect(await desk.take(field, id, viewer, given)).toMatchObject({
      ...{ code: 'CONFLICT', details: { shortageId: id, status: 'REGISTERED', field } },
    });
  });

  it('that has ended goes no further', async () => {
    const id = await desk.registered();
    await desk.take('rejectShortage', id, township, why);
    for (const [field, viewer, given] of [
      ['matchShortage', township, fromLead],
      ['purchaseShortage', lead, {}],
      ['dispatchShortage', lead, fromLead],
      ['substituteShortage', village, { drugCode: drugCode(2) }],
      ['rejectShortage', lead, why],
    ] as const)
      expect(await desk.take(field, id, viewer, given)).toMatchObject({
        ...{ code: 'CONFLICT', details: { status: 'REJECTED' } },
      });
  });

  it('is not rejected without a reason', async () => {
    const id = await desk.registered();
    expect(await desk.take('rejectShortage', id, township, { reason: ' ' })).toMatchObject({
      ...{ code: 'INVALID_INPUT', details: { field: 'reason' } },
    });
  });

  it('registered by a text is named once, by who provides for it', async () => {
    const id = await desk.registered(aShortageInput({ drugCode: null, drugText: '降压药' }));
    const unnamed = { code: 'INVALID_INPUT', details: { field: 'drugCode' } };
    expect(await desk.take('matchShortage', id, township, fromLead)).toMatchObject(unnamed);
    expect(await desk.take('purchaseShortage', id, lead)).toMatchObject(unnamed);
    expect(await desk.take('dispatchShortage', id, lead, fromLead)).toMatchObject({
      ...{ code: 'INVALID_INPUT', details: { field: 'id' } },
    });
    const named = { ...fromLead, drugCode: drugCode(1) };
    expect(await desk.take('matchShortage', id, township, named)).toMatchObject({
      shortage: { drug: { code: drugCode(1) }, drugText: '降压药' },
    });
    const other = { drugCode: drugCode(2) };
    expect(await desk.take('purchaseShortage', id, lead, other)).toMatchObject(unnamed);
  });
});
