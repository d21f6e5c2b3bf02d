import { describe, expect, it } from '@jest/globals';
import { createLogger } from '../logging/logger';
import { gatherWrites } from './gathered-writes';

describe('gathered writes', () => {
  it('tell how many are held, also while the database does not take them', async () => {
    let down = true;
    const writes = gatherWrites<string>({
      ...{ mostHeld: 10, failure: 'not yet', gatherFor: 3_600_000 },
      logger: createLogger('test', 'silent'),
      store: async () => {
        if (down) throw new Error('down');
      },
    });
    for (const key of ['a', 'b', 'a']) writes.hold(key, key);
    expect(writes.waiting()).toBe(2);
    await writes.flush();
    expect(writes.waiting()).toBe(2);
    down = false;
    await writes.close();
    expect(writes.waiting()).toBe(0);
  });
});
