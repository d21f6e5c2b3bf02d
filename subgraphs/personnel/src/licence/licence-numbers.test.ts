import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { createKeyRing } from '@lianyi/shared/crypto/key-ring';
import { KeptSecret } from '@lianyi/shared/database/kept-secret.entity';
import type { SubgraphHarness } from '@lianyi/shared/testing/subgraph-harness';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { startPersonnel } from '../testing/personnel.harness';
import { LicenceKind } from './licence.entity';
import { createLicenceNumbers, createLicenceRotation } from './licence-numbers';

const ringOf = (...names: readonly string[]) => {
  const secrets = names.map((name) => name.repeat(32));
  const fieldKey = { place: 'FIELD_KEY', read: () => secrets, own: () => secrets[0] ?? '' };
  return createKeyRing({ fieldKey, viewerKey: 'v'.repeat(32) });
};
const number = '110000000000001';

describeOnBothDatabases('numbers of licences', (kind) => {
  let harness: SubgraphHarness;
  let sealed = { sealedNumber: '', numberIndex: '' };
  beforeAll(async () => {
    harness = await startPersonnel(kind, []);
  });
  afterAll(() => harness?.stop());

  const storeWith = (names: readonly string[]) =>
    harness.database.transaction(async (manager) => {
      const cipher = await createLicenceNumbers(ringOf(...names)).within(manager);
      return cipher.seal(LicenceKind.PHYSICIAN, number);
    });
  const openWith = async (names: readonly string[], text = sealed.sealedNumber) => {
    const { read } = harness.database;
    return (await createLicenceNumbers(ringOf(...names)).open(read)).open(text);
  };
  const rotate = (from: string, to: string) =>
    createLicenceRotation(ringOf(from, to), harness.database).changeTo(ringOf(to).fields.own());
  const unreadable = { code: 'UNAVAILABLE' };

  it('lose no key that was made in a transaction which was taken back', async () => {
    const numbers = createLicenceNumbers(ringOf('a'));
    await expect(
      harness.database.transaction(async (manager) => {
        await numbers.within(manager);
        throw new Error('taken back');
      }),
    ).rejects.toThrow('taken back');
    sealed = await harness.database.transaction(async (manager) =>
      (await numbers.within(manager)).seal(LicenceKind.PHYSICIAN, number),
    );
    expect(await openWith(['a'])).toBe(number);
  });

  it('are found by their index, whichever process sealed them', async () => {
    expect((await storeWith(['a'])).numberIndex).toBe(sealed.numberIndex);
  });

  it('open under no other key, and are sealed under none', async () => {
    await expect(openWith(['b'])).rejects.toMatchObject(unreadable);
    await expect(storeWith(['b'])).rejects.toMatchObject(unreadable);
  });

  it('open no longer once a bit was changed', async () => {
    const [keyId = '', text = ''] = sealed.sealedNumber.split('.');
    const bytes = Buffer.from(text, 'base64');
    bytes[14] = (bytes[14] ?? 0) ^ 1;
    const changed = `${keyId}.${bytes.toString('base64')}`;
    await expect(openWith(['a'], changed)).rejects.toMatchObject(unreadable);
  });

  it('go over to another field key by one row, once', async () => {
    expect([await rotate('a', 'b'), await rotate('a', 'b')].map(({ rows }) => rows)).toEqual([
      1, 0,
    ]);
    expect(await openWith(['b'])).toBe(number);
    await expect(openWith(['a'])).rejects.toMatchObject(unreadable);
  });

  it('do not go over where the key before is gone', async () => {
    await expect(rotate('a', 'c')).rejects.toMatchObject(unreadable);
    expect(await openWith(['b'])).toBe(number);
  });

  it('begin under the key that is changed to where there are none yet', async () => {
    await harness.database.transaction((manager) =>
      manager.delete(KeptSecret, { name: 'licence/number' }),
    );
    await rotate('b', 'c');
    sealed = await storeWith(['b', 'c']);
    expect(await openWith(['c'])).toBe(number);
  });
});
