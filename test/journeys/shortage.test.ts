import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '@lianyi/shared/testing/event-fixture';
import { startCounty, type TestCounty, type TopologyKind } from '../support/county';
import { valueAt } from '../support/value-at';

const village = 'pharmacist@village-dongpu-1';
const township = 'pharmacist@township-dongpu';
const lead = 'pharmacist@county-hospital';
const office = 'community-office@county-hospital';
const platform = 'regional-platform@city-hospital';
/** Amlodipine of the catalogue: every tier keeps it. */
const drugCode = 'XC08CAA901A002020190002';

interface Told {
  readonly type: string;
  readonly details: readonly { readonly name: string; readonly value: string }[];
}

describe.each<TopologyKind>(['one process', 'apart'])(
  'a drug that a village lacks (%s)',
  (topology) => {
    let county: TestCounty;
    let id = '';
    const done = async (user: string, query: string, variables: object = {}) => {
      const { data, errors } = await county.run(user, query, { ...variables });
      expect(errors).toBeUndefined();
      return data;
    };
    const step = async (user: string, field: string, said = '') => {
      const shown = 'status duty { name }';
      const data = await done(user, `mutation { one: ${field}(id: "${id}"${said}) { ${shown} } }`);
      return valueAt(data, 'one', 'status');
    };
    const usable = async (institutionId: string) => {
      const query = `{ institution(id: "${institutionId}") { stock(search: "${drugCode}") { nodes { usable } } } }`;
      const data = await done(township, query);
      return Number(valueAt(data, 'institution', 'stock', 'nodes', '0', 'usable') ?? 0);
    };

    beforeAll(async () => {
      county = await startCounty({ patients: 10, topology, events: true });
      const receipt = `drugCode: "${drugCode}", batch: "JOURNEY", expiresOn: "2999-01-01", quantity: 500, reason: "采购", idempotencyKey: "J-1"`;
      await done(lead, `mutation { receiveStock(input: { ${receipt} }) { quantity } }`);
      const input = `drugCode: "${drugCode}", quantity: 300, group: CHRONIC, idempotencyKey: "J-1"`;
      const data = await done(
        village,
        `mutation { one: registerShortage(input: { ${input} }) { id } }`,
      );
      id = String(valueAt(data, 'one', 'id'));
    }, 120_000);
    afterAll(() => county?.stop());

    it('is its township’s to provide for, which sees who has more than it needs', async () => {
      const query =
        '{ shortages(duty: true) { nodes { id status institution { name } drug { name } suggestedSources { institution { id name } usable } } } }';
      const data = await done(township, query);
      const nodes = valueAt(data, 'shortages', 'nodes') as {
        id: string;
        suggestedSources: { institution: { id: string } }[];
      }[];
      const own = nodes.find((one) => one.id === id);
      expect(own?.suggestedSources.map(({ institution }) => institution.id)).toContain(
        'county-hospital',
      );
    });

    it('comes from the county’s central pharmacy, and the village says that it was told', async () => {
      const [there, here] = [await usable('county-hospital'), await usable('village-dongpu-1')];
      const from = ', fromInstitutionId: "county-hospital"';
      expect(await step(office, 'matchShortage', from)).toBe('MATCHED');
      expect(await step(lead, 'dispatchShortage', from)).toBe('DISPATCHED');
      expect(await usable('county-hospital')).toBe(there - 300);
      expect(await step(village, 'receiveShortage')).toBe('RECEIVED');
      expect(await usable('village-dongpu-1')).toBe(here + 300);
      expect(await step(village, 'closeShortage', ', note: "已告知"')).toBe('CLOSED');
    });

    it('is told to the region step by step, without the drug', async () => {
      const query =
        '{ changes(first: 100) { nodes { type institution { id } details { name value } } } }';
      const told = async () => {
        const nodes = valueAt(await done(platform, query), 'changes', 'nodes') as Told[];
        return nodes.filter(({ type }) => type === 'pharmacy.shortage.stepped');
      };
      await eventually(async () => (await told()).length >= 5);
      const steps = await told();
      expect(
        steps.map(({ details }) => details.find(({ name }) => name === 'status')?.value),
      ).toEqual(['REGISTERED', 'MATCHED', 'DISPATCHED', 'RECEIVED', 'CLOSED']);
      expect(JSON.stringify(steps)).not.toContain(drugCode);
    });

    it('that is bought is told likewise, by the order’s id', async () => {
      const minimum = `setStockMinimum(input: { institutionId: "county-hospital", drugCode: "${drugCode}", minimum: 90000 }) { minimum }`;
      await done(lead, `mutation { ${minimum} }`);
      const placing = 'placePurchaseOrders(idempotencyKey: "J-2") { id }';
      const placed = await done(lead, `mutation { ${placing} }`);
      const orderId = String(valueAt(placed, 'placePurchaseOrders', '0', 'id'));
      const cancelling = `cancelPurchaseOrder(id: "${orderId}", reason: "供货商停产") { status }`;
      await done(lead, `mutation { ${cancelling} }`);
      const query =
        '{ changes(types: ["pharmacy.purchase.stepped"], first: 100) { nodes { type details { name value } } } }';
      const told = async () => {
        const nodes = valueAt(await done(platform, query), 'changes', 'nodes') as Told[];
        return nodes
          .map(({ details }) => new Map(details.map(({ name, value }) => [name, value])))
          .filter((details) => details.get('orderId') === orderId)
          .map((details) => details.get('status'));
      };
      await eventually(async () => (await told()).length >= 2);
      expect(await told()).toEqual(['ORDERED', 'CANCELLED']);
    });
  },
);
