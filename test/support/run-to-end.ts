import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** Runs a program of the product to its end: its exit code, and everything it wrote. */
export async function runToEnd(
  program: string,
  env: Readonly<Record<string, string>>,
): Promise<{ code: number | null; text: string }> {
  const child = spawn(process.execPath, [program], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (piece: string) => {
      text += piece;
    });
  const [code] = await once(child, 'close');
  return { code: typeof code === 'number' ? code : null, text: text.trim() };
}
