import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import fc from 'fast-check';
import { aDrug, drugCode } from '../testing/pharmacy.factory';
import { openPurchasing, type Purchasing } from '../testing/purchasing';
import { lead } from '../testing/shortage-desk';

describeOnBothDatabases('the list of orders', (kind) => {
  let desk: Purchasing;
  beforeAll(async () => {
    desk = await openPurchasing(kind, [aDrug({ code: drugCode(2), maker: '别的药厂' })]);
    for (let at = 0; at < 5; at += 1) {
      await desk.purchasing(drugCode(1), 1);
      await desk.purchasing(drugCode(2), 1);
      const { orders } = await desk.place();
      if (at === 2) await desk.cancel(orders[0]?.id ?? '');
    }
  });
  afterAll(() => desk?.stop());

  const page = async (args: string) => {
    const query = `{ purchaseOrders(${args}) { nodes { id status lines { quantity } events { by } } pageInfo { hasNextPage endCursor } } }`;
    const { data, errors } = await desk.harness.run(lead, query);
    if (!data?.purchaseOrders) return { code: errors?.[0]?.extensions?.code };
    return data.purchaseOrders as {
      nodes: { id: string; status: string }[];
      pageInfo: { hasNextPage: boolean; endCursor: string };
    };
  };

  it('comes in pages that hold each once, in one order, whatever their size', async () => {
    const whole = await page('first: 100');
    if (!('nodes' in whole)) throw new Error('the list was refused');
    expect(whole.nodes).toHaveLength(10);
    expect(whole.nodes.map(({ status }) => status).indexOf('CANCELLED')).toBe(9);
    const property = fc.asyncProperty(fc.integer({ min: 1, max: 10 }), async (first) => {
      const seen: { id: string }[] = [];
      for (let after = ''; ; ) {
        const found = await page(`first: ${first}${after}`);
        if (!('nodes' in found)) throw new Error('a page was refused');
        seen.push(...found.nodes);
        if (!found.pageInfo.hasNextPage) break;
        after = `, after: "${found.pageInfo.endCursor}"`;
      }
      expect(seen).toEqual(whole.nodes);
    });
    await fc.assert(property, { numRuns: 10 });
  });

  it.each(['first: 0', 'first: 101', 'after: "none"'])('refuses %s', async (args) => {
    expect(await page(args)).toEqual({ code: 'INVALID_INPUT' });
  });

  it('asks as many statements for many as for one', async () => {
    const count = async (first: number) => {
      desk.harness.statements.length = 0;
      await page(`first: ${first}`);
      return desk.harness.statements.length;
    };
    await count(1);
    expect(await count(100)).toBe(await count(1));
  });
});
