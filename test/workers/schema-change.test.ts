import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { expect, it } from '@jest/globals';
import { eventually } from '@lianyi/shared/testing/event-fixture';
import { createClient } from '../support/client';
import { testFolder } from '../support/folder';
import { startMixedLoad } from '../support/mixed-load';
import { valueAt } from '../support/value-at';
import { startWorkers } from './worker-program';

const root = join(testFolder, '..');

/** A gateway of its own, whose supergraph may be changed; everything else is the product's. */
function copyGateway(folder: string) {
  for (const path of ['dist', 'config', 'package.json', 'supergraph.graphql'])
    cpSync(join(root, 'gateway', path), join(folder, 'gateway', path), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  return {
    program: relative(root, join(folder, 'gateway/dist/main.js')),
    supergraph: join(folder, 'gateway/supergraph.graphql'),
  };
}

it('workers take another supergraph under load without a failed request, and none that is wrong', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'lianyi-gateway-'));
  const { program, supergraph } = copyGateway(folder);
  const workers = await startWorkers({ WORKERS: '1' }, program);
  const { run } = createClient(workers.url);
  const description = async () => {
    const asked = '{ __type(name: "Institution") { description } }';
    const { data } = await run('clinician@county-hospital', asked);
    return String(valueAt(data, '__type', 'description'));
  };
  const changes = () => workers.said().split('all workers were changed').length - 1;
  const load = await startMixedLoad(workers.url);
  const sdl = readFileSync(supergraph, 'utf8');
  const known = await description();
  writeFileSync(supergraph, sdl.replace(known, 'Another text.'));
  workers.signal('SIGHUP');
  await eventually(() => changes() === 1, 60_000);
  expect(await description()).toBe('Another text.');

  writeFileSync(supergraph, sdl.slice(0, sdl.length / 2));
  workers.signal('SIGHUP');
  await eventually(() => workers.said().includes('the others stay as they are'), 60_000);
  expect(await description()).toBe('Another text.');
  const { answered, failures } = await load.stop();
  expect(failures).toEqual([]);
  expect(answered).toBeGreaterThan(50);
  await workers.remove();
  rmSync(folder, { recursive: true });
}, 180_000);
