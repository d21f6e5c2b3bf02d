import { once } from 'node:events';
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { eventually } from '@lianyi/shared/testing/event-fixture';
import { gatewayProgram, runProgram } from '../keys/program';
import { startWorkers } from './worker-program';

const senders = join(__dirname, '../../gateway/config/hl7-senders.json');

describe('workers that fail', () => {
  it('change nothing where a file became wrong, and are taken once it is right again', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'lianyi-senders-'));
    const file = join(folder, 'senders.json');
    copyFileSync(senders, file);
    const program = await startWorkers({ WORKERS: '1', HL7_SENDERS: file });
    const before = program.serving();
    writeFileSync(file, '{');
    program.signal('SIGHUP');
    await eventually(() => program.said().includes('the others stay as they are'), 30_000);
    expect(program.serving()).toEqual(before);
    expect((await fetch(`${program.url}/health/ready`)).status).toBe(200);
    copyFileSync(senders, file);
    program.signal('SIGHUP');
    await eventually(() => program.said().includes('all workers were changed'), 30_000);
    expect(program.serving()).not.toEqual(before);
    await program.remove();
    rmSync(folder, { recursive: true });
  }, 120_000);

  it('are killed and replaced where they serve and then hang', async () => {
    const program = await startWorkers();
    const [hung = 0, other = 0] = program.serving();
    process.kill(hung, 'SIGSTOP');
    await eventually(
      () => program.serving().length === 2 && !program.serving().includes(hung),
      90_000,
    );
    expect(program.said()).toContain('a worker hangs and is killed');
    expect(program.serving()).toContain(other);
    const text = await (await fetch(`${program.url}/metrics`)).text();
    expect(text).toMatch(/^lianyi_workers_hung 1$/m);
    expect((await program.end()).code).toBe(0);
    await program.remove();
  }, 180_000);

  it('end the program, which says why', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const { port } = taken.address() as AddressInfo;
    const program = await startWorkers({ PORT: String(port) });
    expect(await program.end()).toMatchObject({
      code: 1,
      text: expect.stringMatching(/WORKERS: no worker serves, and \d in a row ended/),
    });
    await program.remove();
    taken.close();
  }, 120_000);

  it('are not started where a setting is wrong', async () => {
    for (const [WORKERS, problem] of [
      ['0', 'WORKERS must be a whole number from 1 to 64.'],
      ['two', 'WORKERS must be a whole number from 1 to 64.'],
    ] as const) {
      const { code, text } = await runProgram(gatewayProgram, { WORKERS });
      expect([code, text]).toEqual([1, problem]);
    }
  });
});
