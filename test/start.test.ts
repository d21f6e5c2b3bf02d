import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { freePort } from '@lianyi/shared/testing/free-port';
import { testFolder } from './support/folder';

describe('npm start', () => {
  it('serves a demo county, and ends with 0 when it is told to stop', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'lianyi-start-'));
    const port = await freePort();
    const child = spawn('npm', ['start'], {
      cwd: join(testFolder, '..'),
      env: {
        ...process.env,
        ...{ DATA_DIR: dataDir, PORT: String(port), HL7_PORT: '0', DEMO_PATIENTS: '10' },
      },
    });
    let said = '';
    child.stdout.on('data', (text) => {
      said += text;
    });
    const exit = once(child, 'exit');
    while (!said.includes('Ctrl-C') && child.exitCode === null) await sleep(50);
    const answer = await fetch(`http://127.0.0.1:${port}/health/ready`);
    child.kill('SIGTERM');
    const [code] = await exit;
    rmSync(dataDir, { recursive: true, force: true });
    expect([answer.status, code]).toEqual([200, 0]);
    expect(said).toContain(`http://127.0.0.1:${port}/graphql`);
  }, 120_000);
});
