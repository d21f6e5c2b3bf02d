import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import type { Viewer } from '@lianyi/shared/auth/viewer';
import { OutboxEvent } from '@lianyi/shared/events/event.entity';
import type { SubgraphHarness } from '@lianyi/shared/testing/subgraph-harness';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import { Consortium, ConsortiumForm, Integration } from '../consortium/consortium.entity';
import { codesOf, office, officeDesk } from '../testing/office-desk';
import { startPersonnel } from '../testing/personnel.harness';
import { postingCounty } from '../testing/posting-county';

const led = Array.from({ length: 20 }, (_, at) => `led-${at}`);
const consortia = led.map((id) =>
  Object.assign(new Consortium(), {
    ...{ id, name: id, leadId: 'county-hospital' },
    ...{ form: ConsortiumForm.SPECIALTY_ALLIANCE, integration: Integration.LOOSE },
  }),
);
const valid = {
  ...{ kind: 'AGREEMENT', start: '2026-01-01', plannedEnd: '2026-12-31' as string | null },
  ...{ shares: ['IMAGING', 'REFERRAL'], items: null as string[] | null },
  renewsId: null as unknown,
};

/** The clock stands at noon of 1 June 2026. */
describeOnBothDatabases('an agreement of a consortium', (kind) => {
  let harness: SubgraphHarness;
  let [consortiumId, used, keys] = ['', 0, 0];
  beforeAll(async () => {
    harness = await startPersonnel(kind, [...postingCounty(), ...consortia]);
  });
  afterAll(() => harness?.stop());
  beforeEach(() => {
    consortiumId = led[used++] ?? '';
  });

  const { asked } = officeDesk(() => harness);
  const record = async (overrides: object = {}, viewer: Viewer = office) => {
    keys += 1;
    const input = { consortiumId, ...valid, idempotencyKey: `key-${keys}`, ...overrides };
    const { data, errors } = await harness.run(
      viewer,
      'mutation ($input: ConsortiumAgreementInput!) { made: recordAgreement(input: $input) { id shares items } }',
      { input },
    );
    const { code, field } = errors?.[0]?.extensions ?? {};
    return { made: data?.made as Stored | undefined, code, field };
  };
  const end = (id: unknown, lastDay: string, viewer?: Viewer) =>
    asked(`mutation { made: endAgreement(id: "${id}", lastDay: "${lastDay}") { end } }`, viewer);
  const stored = async () => {
    const { made } = await asked(
      '{ made: consortia { id agreements { id start plannedEnd end shares items renewsId } } }',
    );
    return (made as Listed[]).find(({ id }) => id === consortiumId)?.agreements;
  };
  const expiring = async (by = '') => {
    const { made } = await asked(`{ made: agreementsExpiring${by} { id consortium { id } } }`);
    const ours = (made as Expiring[]).filter(({ consortium }) => consortium.id === consortiumId);
    return ours.map(({ id }) => id);
  };

  it('says what is shared, and for how long; the latest first', async () => {
    const first = await record();
    const items = ['CT-CHEST', '718-7'];
    const next = await record({
      ...{ start: '2027-01-01', plannedEnd: '2027-12-31', renewsId: first.made?.id },
      ...{ shares: ['RESULT_RECOGNITION'], items },
    });
    expect(await stored()).toEqual([
      {
        ...{ id: next.made?.id, start: '2027-01-01', plannedEnd: '2027-12-31', end: null },
        ...{ shares: ['RESULT_RECOGNITION'], items: ['718-7', 'CT-CHEST'] },
        renewsId: first.made?.id,
      },
      {
        ...{ id: first.made?.id, start: '2026-01-01', plannedEnd: '2026-12-31', end: null },
        ...{ shares: ['IMAGING', 'REFERRAL'], items: [], renewsId: null },
      },
    ]);
  });

  it('is one for a key, which stands for no other', async () => {
    const { made } = await record({ idempotencyKey: `of ${consortiumId}` });
    expect((await record({ idempotencyKey: `of ${consortiumId}` })).made?.id).toBe(made?.id);
    expect(
      await record({ idempotencyKey: `of ${consortiumId}`, shares: ['IMAGING'] }),
    ).toMatchObject({ code: 'CONFLICT', field: 'idempotencyKey' });
  });

  it('shares no day with another of its kind, until that is ended', async () => {
    const { made } = await record();
    const later = { start: '2026-12-31', plannedEnd: '2027-12-31' };
    expect(await record(later)).toMatchObject({ code: 'CONFLICT', field: 'start' });
    expect((await record({ kind: 'CHARTER', plannedEnd: null })).code).toBeUndefined();
    expect((await end(made?.id, '2026-12-30')).made).toEqual({ end: '2026-12-30' });
    expect((await record(later)).code).toBeUndefined();
  });

  it.each<[string, object]>([
    ['plannedEnd', { plannedEnd: null }],
    ['plannedEnd', { plannedEnd: '2025-12-31' }],
    ['shares', { shares: [] }],
    ['shares', { shares: ['IMAGING', 'IMAGING'] }],
    ['items', { shares: ['RESULT_RECOGNITION'] }],
    ['items', { items: ['718-7'] }],
    ['items', { shares: ['RESULT_RECOGNITION'], items: ['血红蛋白'] }],
    ['items', { shares: ['RESULT_RECOGNITION'], items: ['718-7', '718-7'] }],
    ['renewsId', { renewsId: 'none' }],
    ['idempotencyKey', { idempotencyKey: ' ' }],
  ])('refuses by name what does not fit: %s %j', async (field, overrides) => {
    expect(await record(overrides)).toMatchObject({ code: 'INVALID_INPUT', field });
  });

  it('is followed by one alone, that begins after it', async () => {
    const renewsId = (await record()).made?.id;
    const after = { start: '2027-01-01', plannedEnd: '2027-12-31', renewsId };
    expect(await record({ ...after, start: '2025-01-01', plannedEnd: '2025-12-31' })).toMatchObject(
      { code: 'INVALID_INPUT', field: 'renewsId' },
    );
    expect((await record(after)).code).toBeUndefined();
    expect(await record({ ...after, start: '2028-01-01', plannedEnd: '2028-12-31' })).toMatchObject(
      { code: 'CONFLICT', field: 'renewsId' },
    );
  });

  it('expires within ninety days or by a day, unless another follows it', async () => {
    const { made } = await record({ plannedEnd: '2026-08-30' });
    expect(await expiring()).toEqual([made?.id]);
    expect(await expiring('(by: "2026-08-29")')).toEqual([]);
    await record({ start: '2026-08-31', renewsId: made?.id });
    expect(await expiring()).toEqual([]);
    expect(await expiring('(by: "2026-12-31")')).toEqual([]);
  });

  it('expires in no more than ninety days, and not once it is over', async () => {
    await record({ start: '2025-01-01', plannedEnd: '2026-05-31' });
    await record({ start: '2026-06-01', plannedEnd: '2026-08-31' });
    expect(await expiring()).toEqual([]);
    expect(await expiring('(by: "2026-08-31")')).toHaveLength(1);
  });

  it('is ended on a day of its own, once', async () => {
    const { made } = await record();
    for (const day of ['2025-12-31', '2027-01-01'])
      expect(await end(made?.id, day)).toMatchObject({ code: 'INVALID_INPUT', field: 'lastDay' });
    for (let again = 0; again < 2; again += 1)
      expect((await end(made?.id, '2026-06-30')).code).toBeUndefined();
    expect(await end(made?.id, '2026-07-31')).toMatchObject({ code: 'CONFLICT', field: 'lastDay' });
  });

  it('is made and ended by the office of who leads alone', async () => {
    const { made } = await record();
    for (const viewer of [aViewer('COMMUNITY_OFFICE', 'city-hospital'), aViewer('ADMIN')]) {
      expect((await record({ start: '2027-01-01', plannedEnd: '2027-12-31' }, viewer)).code).toBe(
        'FORBIDDEN',
      );
      expect((await end(made?.id, '2026-06-30', viewer)).code).toBe('FORBIDDEN');
    }
    expect((await end('none', '2026-06-30')).code).toBe('FORBIDDEN');
    expect((await record({ consortiumId: 'none' })).code).toBe('FORBIDDEN');
  });

  it('is one of two made at once, and ended once by two', async () => {
    expect(codesOf(await Promise.all([record(), record()]))).toEqual(['CONFLICT', 'done']);
    const id = (await stored())?.[0]?.id;
    const ends = await Promise.all(['2026-06-30', '2026-07-31'].map((day) => end(id, day)));
    expect(codesOf(ends)).toEqual(['CONFLICT', 'done']);
  });

  it('is told of when it is made and ended, once each', async () => {
    const key = { idempotencyKey: `told ${consortiumId}` };
    const made = await Promise.all([record(key), record(key)]);
    for (let again = 0; again < 2; again += 1) await end(made[0]?.made?.id, '2026-06-30');
    const told = await harness.database.read.find(OutboxEvent);
    const payload = { consortiumId, what: 'AGREEMENTS', institutionId: 'county-hospital' };
    expect(
      told.filter((event) => JSON.stringify(event.payload).includes(`"${consortiumId}"`)),
    ).toMatchObject([{ payload }, { payload }]);
  });
});

interface Stored {
  readonly id: string;
}
interface Listed {
  readonly id: string;
  readonly agreements: readonly Stored[];
}
interface Expiring extends Stored {
  readonly consortium: Stored;
}
