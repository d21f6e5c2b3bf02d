import { setImmediate } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { openDatabase } from '@lianyi/shared/database/open-database';
import type { EventBus } from '@lianyi/shared/events/event-bus';
import type { AskSubgraph } from '@lianyi/shared/ports/ask-subgraph';
import type { RunningSubgraph } from '@lianyi/shared/subgraph/subgraph';
import {
  describeOnBothDatabases,
  openTestDatabase,
  schemaDrift,
  testLocation,
} from '@lianyi/shared/testing/test-databases';
import { aViewer, runAs, testOptions } from '@lianyi/shared/testing/test-subgraph';
import { pharmacyTables } from './data-source';
import { Drug } from './drug/drug.entity';
import { createSubgraph } from './index';
import { Prescription, PrescriptionStatus } from './prescription/prescription.entity';
import { aDrug, aPrescription, drugCode } from './testing/pharmacy.factory';

/** A community of one hospital. */
const personnel = (async () => ({
  _entities: [
    {
      ...{ id: 'county-hospital', tier: 'COUNTY_HOSPITAL', regionCode: '341799' },
      consortia: [
        {
          ...{ id: 'community', integration: 'TIGHT', lead: { id: 'county-hospital' } },
          members: [{ id: 'county-hospital', tier: 'COUNTY_HOSPITAL', parent: null }],
        },
      ],
    },
  ],
})) as unknown as AskSubgraph;

describeOnBothDatabases('the pharmacy subgraph', (kind) => {
  const { location, remove } = testLocation(kind);
  let subgraph: RunningSubgraph;
  const drops = new Map<string, (() => void)[]>();
  // Nothing is sent: the test tells what came.
  const listening = {
    onChange(types: readonly string[], drop: () => void) {
      for (const type of types) drops.set(type, [...(drops.get(type) ?? []), drop]);
    },
  } as unknown as EventBus;

  beforeAll(async () => {
    subgraph = await createSubgraph(testOptions(location, { events: listening, ask: personnel }));
  });
  afterAll(async () => {
    await subgraph?.stop();
    await remove(['pharmacy']);
  });

  it('has the tables its entities describe', async () => {
    const { database, drop } = await openTestDatabase(kind, pharmacyTables);
    expect(await schemaDrift(database)).toEqual([]);
    await drop();
  });

  it('starts on an empty folder and is ready', async () => {
    await expect(subgraph.ready()).resolves.toBeUndefined();
  });

  it('ends what ran out while it was not there', async () => {
    const { location: place, remove: removePlace } = testLocation(kind);
    const before = await openDatabase({ ...pharmacyTables, location: place });
    await before.transaction((manager) => manager.save(aPrescription()));
    const started = await createSubgraph(testOptions(place));
    const statusOf = async () => (await before.read.findOneByOrFail(Prescription, {})).status;
    while ((await statusOf()) === PrescriptionStatus.ISSUED) await setImmediate();
    expect(await statusOf()).toBe(PrescriptionStatus.EXPIRED);
    await started.stop();
    await before.close();
    await removePlace(['pharmacy']);
  });

  it('says null for a drug that is none and an empty page where there are none', async () => {
    const query = '{ drug(code: "none") { code } drugs { nodes { code } } }';
    const { data, errors } = await runAs(subgraph, aViewer('PHARMACIST'), query);
    expect(errors).toBeUndefined();
    expect(data).toEqual({ drug: null, drugs: { nodes: [] } });
  });

  it('forgets drugs when it hears that another process changed the catalogue', async () => {
    const database = await openDatabase({ ...pharmacyTables, location });
    const name = async () => {
      const query = `{ drug(code: "${drugCode(1)}") { name } }`;
      return (await runAs(subgraph, aViewer('ADMIN'), query)).data?.drug;
    };
    await database.transaction((manager) => manager.save(aDrug({ name: '旧名' })));
    expect(await name()).toEqual({ name: '旧名' });
    await database.transaction((manager) =>
      manager.update(Drug, { code: drugCode(1) }, { name: '新名' }),
    );
    expect(await name()).toEqual({ name: '旧名' });
    for (const drop of drops.get('pharmacy.catalogue.changed') ?? []) drop();
    expect(await name()).toEqual({ name: '新名' });
    await database.transaction((manager) => manager.delete(Drug, { code: drugCode(1) }));
    await database.close();
  });

  it('forgets who supplies whom when it hears that an institution or a community changed', async () => {
    const order = 'mutation { placePurchaseOrders(idempotencyKey: "first") { id } }';
    const kept = () => subgraph.inner.caches?.supply?.().entries;
    for (const type of ['personnel.institution.changed', 'personnel.consortium.changed']) {
      const { errors } = await runAs(subgraph, aViewer('PHARMACIST'), order);
      expect([errors, kept()]).toEqual([undefined, 1]);
      for (const drop of drops.get(type) ?? []) drop();
      expect(kept()).toBe(0);
    }
  });

  it.each(['REPORTER', 'REFERRAL_OFFICER', 'COMMUNITY_OFFICE', 'AUDITOR', 'ADMIN'] as const)(
    'keeps prescriptions from the role %s',
    async (role) => {
      const query = '{ prescription(id: "x") { id } prescriptionByNumber(number: "x") { id } }';
      const { data, errors } = await runAs(subgraph, aViewer(role), query);
      expect(data).toEqual({ prescription: null, prescriptionByNumber: null });
      expect(errors).toMatchObject([
        { extensions: { code: 'FORBIDDEN' } },
        { extensions: { code: 'FORBIDDEN' } },
      ]);
    },
  );

  it('keeps stock from a role that has nothing to do with it', async () => {
    const query =
      '{ _entities(representations: [{ __typename: "Institution", id: "county-hospital" }]) { ... on Institution { stock { nodes { quantity } } } } }';
    const { errors } = await runAs(subgraph, aViewer('AUDITOR'), query);
    expect(errors).toMatchObject([
      { extensions: { code: 'FORBIDDEN', field: 'Institution.stock' } },
    ]);
  });
});
