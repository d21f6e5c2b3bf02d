import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { expect, it } from '@jest/globals';
import { transformFileSync } from '@swc/core';
import { createPause } from './pause';

/** A program that does nothing but pause, and says when it is over. */
const saidBy = (options: string) => {
  const { code } = transformFileSync(resolve(__dirname, 'pause.ts'), {
    module: { type: 'commonjs' },
    jsc: { parser: { syntax: 'typescript' } },
  });
  const program = `${code}\nexports.createPause(${options}).wait(20).then(() => console.log('over'))`;
  return spawnSync(process.execPath, ['-e', program], { encoding: 'utf8' }).stdout;
};

it('keeps a process that has nothing else only where it is to', () => {
  expect(saidBy('')).toBe('');
  expect(saidBy('{ holdsProcess: true }')).toBe('over\n');
});

it('is over at once where it is cut', async () => {
  const pause = createPause();
  const waited = pause.wait(60_000);
  pause.cut();
  await expect(waited).resolves.toBeUndefined();
});
