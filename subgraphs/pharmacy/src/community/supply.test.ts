import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { Unavailable } from '@lianyi/shared/errors/domain-error';
import type { AskSubgraph } from '@lianyi/shared/ports/ask-subgraph';
import { createSupplyReader } from './supply';
import { readSupplyRules } from './supply-rules';

const member = { id: 'township', tier: 'TOWNSHIP_HEALTH_CENTER', parent: null };
const consortium = (integration: string) => ({
  ...{ integration, lead: { id: 'lead' }, members: [member] },
});

interface Asked {
  readonly variables: Readonly<Record<string, unknown>>;
}

/** A reader, what personnel says of every institution, and how often it was asked. */
function reading(consortia: readonly object[]) {
  const state = { asked: 0, down: false };
  // Before the reader is made: it keeps the clock it finds.
  const clock = jest.spyOn(Date, 'now').mockReturnValue(0);
  const ask = async (_: string, { variables }: Asked) => {
    state.asked += 1;
    if (state.down) throw new Unavailable('personnel');
    const asked = variables.representations as object[];
    return { _entities: asked.map((one) => ({ ...one, consortia })) };
  };
  const options = { integrations: ['TIGHT'], rules: readSupplyRules() };
  const later = () => clock.mockReturnValue(61_000);
  return { state, later, read: createSupplyReader({ ...options, ask: ask as AskSubgraph }) };
}

describe('what personnel says of who supplies whom', () => {
  afterEach(() => void jest.restoreAllMocks());

  it('is that of the community that shares its stock', async () => {
    const { read } = reading([consortium('LOOSE'), consortium('TIGHT')]);
    expect((await read('township'))?.supplierOf('township')).toBe('lead');
    expect(await reading([consortium('LOOSE')]).read('township')).toBeNull();
  });

  it('is asked once a minute', async () => {
    const { later, read, state } = reading([consortium('TIGHT')]);
    for (const _ of [1, 2]) await read('township');
    expect(state.asked).toBe(1);
    later();
    await read('township');
    expect(state.asked).toBe(2);
  });

  it('holds while personnel cannot be asked, where it was ever known', async () => {
    const { later, read, state } = reading([consortium('TIGHT')]);
    const known = await read('township');
    state.down = true;
    later();
    expect(await read('township')).toBe(known);
    await expect(read('other')).rejects.toThrow(Unavailable);
  });
});
