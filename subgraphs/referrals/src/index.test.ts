import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { EventBus } from '@lianyi/shared/events/event-bus';
import { positionChanges } from '@lianyi/shared/ports/institution-positions';
import type { RunningSubgraph } from '@lianyi/shared/subgraph/subgraph';
import {
  describeOnBothDatabases,
  openTestDatabase,
  schemaDrift,
  testLocation,
} from '@lianyi/shared/testing/test-databases';
import { aViewer, runAs, testOptions } from '@lianyi/shared/testing/test-subgraph';
import { referralsTables } from './data-source';
import { createSubgraph } from './index';

describeOnBothDatabases('the referrals subgraph', (kind) => {
  const { location, remove } = testLocation(kind);
  let subgraph: RunningSubgraph;
  const heard = new Set<string>();
  const listening = {
    onChange(types: readonly string[]) {
      for (const type of types) heard.add(type);
    },
  } as unknown as EventBus;

  beforeAll(async () => {
    subgraph = await createSubgraph(testOptions(location, { events: listening }));
  });
  afterAll(async () => {
    await subgraph?.stop();
    await remove(['referrals']);
  });

  it('has the tables its entities describe', async () => {
    const { database, drop } = await openTestDatabase(kind, referralsTables);
    expect(await schemaDrift(database)).toEqual([]);
    await drop();
  });

  it('starts on an empty folder and is ready', async () => {
    await expect(subgraph.ready()).resolves.toBeUndefined();
  });

  it('hears where institutions stand', () => {
    expect([...heard]).toEqual(expect.arrayContaining([...positionChanges]));
  });

  it('answers an empty worklist with an empty page', async () => {
    const officer = aViewer('REFERRAL_OFFICER');
    const query = '{ referrals { nodes { id } pageInfo { hasNextPage endCursor } } }';
    const { data, errors } = await runAs(subgraph, officer, query);
    expect(errors).toBeUndefined();
    expect(data).toEqual({
      referrals: { nodes: [], pageInfo: { hasNextPage: false, endCursor: null } },
    });
  });

  it.each([
    'PHARMACIST',
    'REPORTER',
    'AUDITOR',
    'ADMIN',
    'QUALITY_MANAGER',
    'PERSONNEL_MANAGER',
  ] as const)('is closed to the role %s', async (role) => {
    const { data, errors } = await runAs(subgraph, aViewer(role), '{ referral(id: "x") { id } }');
    expect(data).toEqual({ referral: null });
    expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN', field: 'Query.referral' } }]);
  });
});
