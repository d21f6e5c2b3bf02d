import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { composed } from '@lianyi/gateway/testing/small-graph';
import { command } from './command';
import { serveSmall } from './served-subgraph';
import { contradiction, prices, shops, stockOf } from './shops';

describe('npm run gateway', () => {
  let folder: string;
  const put = (name: string, text: string) => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'lianyi-supergraph-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const supergraph = () => composed({ shops, stock: stockOf('stock') });

  it.each<[string, () => string[], RegExp]>([
    [
      'a supergraph that could be planned wrong only, with types and fields',
      () => ['--supergraph', put('a.graphql', composed({ prices, contradiction }))],
      /^Shop\.both of subgraph contradiction requires Shop\.price with \(unit: "KG"\) and with \(unit: "G"\) at once: it can be told only one of them\.\n$/,
    ],
    [
      'a file that is not there',
      () => ['--supergraph', join(folder, 'nothing')],
      /^The file cannot be read\.\n$/,
    ],
    ['no file', () => [], /^--supergraph is not given: npm run gateway -- --supergraph FILE/],
    [
      'an argument it does not know',
      () => ['--subgraph', 'x'],
      /^The arguments are not understood/,
    ],
    [
      'a port that is none',
      () => ['--supergraph', put('b.graphql', supergraph()), '--port', 'x'],
      /^--port must be a whole number from 0 to 65535\.\n$/,
    ],
    [
      'a limit that is none',
      () => [
        ...['--supergraph', put('c.graphql', supergraph())],
        ...['--limits', put('limits.json', '{"operation":{"deepness":3}}')],
      ],
      /^--limits, operation\.deepness is no limit\.\n$/,
    ],
  ])(
    'does not start with %s',
    async (_what, given, sentence) => {
      const { exit, said } = command(...given());
      expect(await exit).toBe(1);
      expect(said.err.replace(/^Building.*\n/gm, '')).toMatch(sentence);
    },
    60_000,
  );

  it('keeps the limits it is given', async () => {
    const served = await serveSmall(shops);
    const text = composed({ shops }, { shops: served.url });
    const limits = put('limits.json', '{"operation":{"depth":1}}');
    const gateway = command('--supergraph', put('d.graphql', text), '--limits', limits);
    const { errors } = await gateway.ask('{ shop { name } }');
    expect(errors?.[0]?.extensions).toEqual({ code: 'LIMIT_EXCEEDED', limit: 'depth', allowed: 1 });
    expect((await gateway.ask('{ __typename }')).data).toEqual({ __typename: 'Query' });
    await gateway.stop();
    await served.close();
  }, 60_000);
});
