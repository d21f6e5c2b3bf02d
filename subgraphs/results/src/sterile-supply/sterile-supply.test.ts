import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import type { Viewer } from '@lianyi/shared/auth/viewer';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import { type ResultsHarness, startResults } from '../testing/results.harness';
import {
  center,
  type SterileSupplyClient,
  sterileSupplyClient,
} from '../testing/sterile-supply.client';

const dongpu = aViewer('CLINICIAN', 'township-dongpu');
const xiling = aViewer('CLINICIAN', 'township-xiling');

describeOnBothDatabases('sterile supply', (kind) => {
  let results: ResultsHarness;
  let client: SterileSupplyClient;
  let made = 0;
  const requested = async (viewer: Viewer, overrides: Record<string, unknown> = {}) => {
    made += 1;
    return (await request(viewer, overrides)).done?.id;
  };
  const request = (viewer: Viewer, overrides: Record<string, unknown> = {}) =>
    client.request(viewer, { sourceId: `supply-${made}`, ...overrides });

  beforeAll(async () => {
    results = await startResults(kind);
    client = sterileSupplyClient(results);
  });
  afterAll(() => results.stop());
  beforeEach(async () => {
    results.clock.now = new Date('2026-03-04T10:00:00+08:00');
    await results.database.transaction(async (manager) => {
      await manager.query('DELETE FROM sterile_supply_request');
      await manager.query('DELETE FROM sterile_load_recall');
    });
    made += 1;
  });

  it('is asked of a centre, due by urgency', async () => {
    const { done } = await request(dongpu, { urgency: 'URGENT' });
    expect(done).toEqual({
      ...{ id: expect.any(String), pack: '换药包', quantity: 20, status: 'REQUESTED' },
      ...{ urgency: 'URGENT', dueAt: '2026-03-04T18:00:00+08:00', loadNumber: null },
      ...{ deliveredQuantity: null, deliveredAt: null, recall: null },
      ...{ from: { id: 'township-dongpu' }, center: { id: 'county-hospital' } },
    });
  });

  it('is one request of the same sourceId, at once too, and refused with other content', async () => {
    const sent = await Promise.all(Array.from({ length: 10 }, () => request(dongpu)));
    expect(new Set(sent.map(({ done }) => done?.id)).size).toBe(1);
    for (const change of [{ quantity: 21 }, { pack: '缝合包' }, { urgency: 'EMERGENCY' }])
      expect((await request(dongpu, change)).refused).toContain('CONFLICT');
    expect((await client.list(dongpu)).ids).toEqual([sent[0]?.done?.id]);
  });

  it.each([
    [{ quantity: 0 }, 'INVALID_INPUT quantity: '],
    [{ quantity: 10_001 }, 'INVALID_INPUT quantity: '],
    [{ pack: ' ' }, 'INVALID_INPUT pack: '],
    [{ sourceId: '' }, 'INVALID_INPUT sourceId: '],
    [{ centerId: 'city-hospital' }, 'INVALID_INPUT centerId: '],
    [{ centerId: 'township-dongpu' }, 'INVALID_INPUT centerId: '],
  ])('refuses %j', async (overrides, words) => {
    expect((await request(dongpu, overrides)).refused).toContain(words);
    expect((await client.list(dongpu)).ids).toEqual([]);
  });

  it('ends in delivery, once, of one load', async () => {
    const id = await requested(dongpu);
    const { done } = await client.deliver(id, 'A1', 18);
    const delivered = { status: 'DELIVERED', loadNumber: 'A1', deliveredQuantity: 18 };
    expect(done).toMatchObject({ ...delivered, deliveredAt: '2026-03-04T10:00:00+08:00' });
    results.clock.now = new Date('2026-03-04T11:00:00+08:00');
    expect((await client.deliver(id, 'A1', 18)).done).toEqual(done);
    expect((await client.deliver(id, 'A2', 18)).refused).toContain('CONFLICT');
    expect((await client.deliver(id, 'A1', 20)).refused).toContain('CONFLICT');
  });

  it('is delivered of exactly one of twenty loads at once', async () => {
    const id = await requested(dongpu);
    const all = await Promise.all(
      Array.from({ length: 20 }, (_, at) => client.deliver(id, `L${at}`)),
    );
    expect(all.filter(({ done }) => done)).toHaveLength(1);
    expect(all.filter(({ refused }) => refused?.includes('CONFLICT'))).toHaveLength(19);
  });

  it('is withdrawn by its sender until it is delivered', async () => {
    const id = await requested(dongpu);
    const cancel = (viewer: Viewer, which: unknown = id) => client.cancel(viewer, which);
    expect((await cancel(xiling)).refused).toContain('FORBIDDEN');
    expect((await cancel(dongpu)).done).toMatchObject({ status: 'CANCELLED' });
    expect((await cancel(dongpu)).done).toMatchObject({ status: 'CANCELLED' });
    expect((await client.deliver(id, 'A1')).refused).toContain('is CANCELLED');
    const other = await requested(dongpu);
    await client.deliver(other, 'A1');
    expect((await cancel(dongpu, other)).refused).toContain('is DELIVERED');
  });

  it('is delivered by its centre alone, and what is another’s is not found', async () => {
    const id = await requested(dongpu);
    const words = async (which: unknown, viewer: Viewer) =>
      (await client.deliver(which, 'A1', 20, viewer)).refused?.replace(String(which), 'ID');
    const none = await words('nothing', center);
    expect(none).toContain('FORBIDDEN');
    expect(await words(id, aViewer('REPORTER', 'imaging-center'))).toBe(none);
    expect(await words(id, aViewer('REPORTER', 'township-dongpu'))).toBe(none);
  });

  it('lists everything delivered of a recalled load, by institution and pack', async () => {
    await client.deliver(await requested(dongpu), 'A1', 10);
    await client.deliver(await requested(dongpu), 'A1', 5);
    await client.deliver(await requested(dongpu, { pack: '缝合包' }), 'A1', 2);
    results.clock.now = new Date('2026-03-04T11:00:00+08:00');
    await client.deliver(await requested(xiling), 'A1', 7);
    await client.deliver(await requested(xiling), 'A2', 7);
    const { done } = await client.recall('A1');
    const [ten, eleven] = ['2026-03-04T10:00:00+08:00', '2026-03-04T11:00:00+08:00'];
    const share = (id: string, pack: string, quantity: number, deliveries: number, at: string) => ({
      ...{ institution: { id: `township-${id}` }, pack, quantity, deliveries },
      lastDeliveredAt: at,
    });
    expect(done?.recall).toEqual({
      ...{ reason: '生物监测阳性', recalledAt: eleven, center: { id: 'county-hospital' } },
    });
    const byPack = [share('dongpu', '换药包', 15, 2, ten), share('dongpu', '缝合包', 2, 1, ten)];
    expect(done?.delivered).toEqual(
      expect.arrayContaining([...byPack, share('xiling', '换药包', 7, 1, eleven)]),
    );
    expect(done?.delivered).toHaveLength(3);
  });

  it('tells whoever received some of a recalled load, and nobody else', async () => {
    const [recalled, sound] = [await requested(dongpu), await requested(dongpu)];
    await client.deliver(recalled, 'A1');
    await client.deliver(sound, 'A2');
    await client.deliver(await requested(xiling), 'A2');
    await client.recall('A1');
    const { ids, nodes } = await client.list(dongpu, '(recalled: true)');
    expect(ids).toEqual([recalled]);
    expect(nodes).toMatchObject([{ recall: { reason: '生物监测阳性' } }]);
    expect((await client.list(xiling, '(recalled: true)')).ids).toEqual([]);
    const { nodes: all } = await client.list(dongpu, '(status: DELIVERED)');
    expect(all.map(({ recall: one }) => one !== null).sort()).toEqual([false, true]);
  });

  it('delivers nothing more of a recalled load, and keeps the first reason', async () => {
    const first = await client.recall('A1');
    results.clock.now = new Date('2026-03-04T11:00:00+08:00');
    expect(await client.recall('A1', '别的原因')).toEqual(first);
    const id = await requested(dongpu);
    expect((await client.deliver(id, 'A1')).refused).toContain('CONFLICT Load A1 is recalled');
    expect((await client.deliver(id, 'A2')).done).toMatchObject({ status: 'DELIVERED' });
  });

  it('is recalled by no institution outside the community', async () => {
    const city = aViewer('REPORTER', 'province-hospital');
    expect((await client.recall('A1', '误报', city)).refused).toContain('FORBIDDEN');
  });

  it('recalls the load of one’s own centre alone', async () => {
    const id = await requested(dongpu);
    await client.deliver(id, 'A1');
    const other = await client.recall('A1', '误报', aViewer('QUALITY_MANAGER', 'imaging-center'));
    expect(other.done?.delivered).toEqual([]);
    expect((await client.list(dongpu, '(recalled: true)')).ids).toEqual([]);
  });

  it('pages what is open by urgency and due time', async () => {
    const ids = [
      await requested(dongpu),
      await requested(xiling, { urgency: 'EMERGENCY' }),
      await requested(dongpu, { urgency: 'URGENT' }),
    ];
    const order = [ids[1], ids[2], ids[0]];
    expect((await client.list(center)).ids).toEqual(order);
    const page = await client.list(center, '(first: 2)');
    expect(page.ids).toEqual(order.slice(0, 2));
    const after = `(after: "${page.pageInfo.endCursor}")`;
    expect((await client.list(center, after)).ids).toEqual(order.slice(2));
    expect((await client.list(dongpu)).ids).toEqual([ids[2], ids[0]]);
  });
});
