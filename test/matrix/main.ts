import { rmSync } from 'node:fs';
import { askEach, everyUnit } from './ask-matrix';
import { makeFolder } from './folder';
import { prepare } from './prepare';
import { startMatrix } from './start-matrix';

/**
 * Asks the whole matrix of the built product; prints differences, exit code 1 where there is one.
 * `--first` stops at the first.
 */
async function main() {
  const dataDir = makeFolder();
  const matrix = await startMatrix(dataDir);
  const found: string[] = [];
  try {
    await prepare(matrix);
    for await (const difference of askEach(everyUnit(matrix))) {
      console.log(difference);
      found.push(difference);
      if (process.argv.includes('--first')) break;
    }
  } finally {
    await matrix.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
  process.exitCode = found.length === 0 ? 0 : 1;
}

main().catch((error: unknown) => {
  console.error(error);
  process.exit(2);
});
