import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { drugCode } from '../testing/pharmacy.factory';
import { openPurchasing, type Purchasing } from '../testing/purchasing';

describeOnBothDatabases('a purchase is told', (kind) => {
  let desk: Purchasing;
  let id: string;
  beforeAll(async () => {
    desk = await openPurchasing(kind, []);
  });
  afterAll(() => desk?.stop());
  beforeEach(async () => {
    await desk.forget();
    await desk.purchasing(drugCode(1), 10);
    id = (await desk.place()).orders[0]?.id ?? '';
  });

  const delivery = (quantity: number) => [
    { drugCode: drugCode(1), batch: '张三的批号', expiresOn: '2028-01-01', quantity },
  ];
  const toldAs = (...statuses: string[]) =>
    statuses.map((status, at) => ({
      ...{ orderId: id, step: at + 1, status },
      ...{ institutionId: 'county-hospital', supplierId: 'supplier-east' },
    }));

  it('step by step, from its order to its payment, and nothing that was typed', async () => {
    await desk.receive(id, delivery(4), 'part');
    await desk.receive(id, delivery(4), 'part');
    await desk.receive(id, delivery(6));
    await desk.pay(id);
    expect(await desk.told(id)).toEqual(toldAs('ORDERED', 'PARTLY_DELIVERED', 'DELIVERED', 'PAID'));
  });

  it('as given up, before anything came and after', async () => {
    await desk.receive(id, delivery(4));
    await desk.cancel(id);
    expect(await desk.told(id)).toEqual(toldAs('ORDERED', 'PARTLY_DELIVERED', 'DELIVERED'));
    await desk.purchasing(drugCode(1), 3);
    id = (await desk.place()).orders[0]?.id ?? '';
    await desk.cancel(id);
    expect(await desk.told(id)).toEqual(toldAs('ORDERED', 'CANCELLED'));
  });

  it('where it is done, not where it is refused', async () => {
    await desk.pay(id);
    await desk.receive(id, delivery(11));
    expect(await desk.told(id)).toEqual(toldAs('ORDERED'));
  });
});
