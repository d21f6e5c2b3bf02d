import { expect, it } from '@jest/globals';
import { eventually } from '@lianyi/shared/testing/event-fixture';
import { startMariadb } from '@lianyi/shared/testing/start-mariadb';
import { describeWithMariadb } from '@lianyi/shared/testing/test-mariadb';
import { runProgram, verifyProgram } from '../keys/program';
import { lostReports, startMixedLoad } from '../support/mixed-load';
import { startWorkers } from './worker-program';

describeWithMariadb('several workers on one MariaDB server', () => {
  it('write one whole access log, also while one of them is killed, and lose nothing', async () => {
    const mariadb = await startMariadb();
    const program = await startWorkers({ WORKERS: '3', DATABASE_URL: mariadb.url });
    const load = await startMixedLoad(program.url, { readers: 6 });
    await eventually(() => load.answered() > 100, 30_000);
    const [killed = 0] = program.serving();
    process.kill(killed, 'SIGKILL');
    await eventually(() => !program.serving().includes(killed), 30_000);
    const answered = load.answered();
    await eventually(() => load.answered() > answered + 100, 30_000);
    const { acknowledged, failures } = await load.stop();
    expect(failures.length).toBeLessThanOrEqual(7);
    expect(await lostReports(program.url, acknowledged)).toEqual([]);
    expect((await program.end()).code).toBe(0);
    const { code, text } = await runProgram(verifyProgram, {
      ...{ DATA_DIR: program.dataDir, DATABASE_URL: mariadb.url },
    });
    expect([code, text]).toEqual([0, expect.stringContaining('The access log is whole')]);
    await program.remove();
    await mariadb.stop();
  }, 180_000);
});
