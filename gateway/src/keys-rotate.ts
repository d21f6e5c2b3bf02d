import 'reflect-metadata';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Environment, readEnv } from '@lianyi/shared/config/read-env';
import { createKeyRing, type InstallationKeys } from '@lianyi/shared/crypto/key-ring';
import { loadSecrets } from '@lianyi/shared/crypto/load-secrets';
import { createProgressBar } from '@lianyi/shared/demo/progress-bar';
import { Unavailable } from '@lianyi/shared/errors/domain-error';
import { createLogger } from '@lianyi/shared/logging/logger';
import type { KeyRotation } from '@lianyi/shared/subgraph/key-rotation';
import {
  type CommonConfig,
  locationOf,
  readCommonConfig,
} from '@lianyi/shared/subgraph/subgraph-config';
import { openEmbedded } from './embedded';
import { openRawKey, rawFolder } from './hl7/raw-key';
import { chooseKey, endChange } from './next-key';

/** Who keeps what under the field key: the last one knows when a change is over. */
const parts = ['personnel', 'patients'] as const;

/**
 * `npm run keys:rotate`: seals every stored number and phone under the next field key while the
 * product serves. 0 where nothing is left under the one before, 1 otherwise.
 */
async function main() {
  const { values } = parseArgs({
    options: { again: { type: 'boolean', default: false }, batch: { type: 'string' } },
  });
  const batch = values.batch === undefined ? 100 : Number(values.batch);
  if (!Number.isInteger(batch) || batch < 1 || batch > 1000)
    throw new RangeError('--batch must be a whole number from 1 to 1000.');
  const config = readCommonConfig(process.env);
  const missing = parts.find((part) => !isHere(config, part));
  if (missing)
    throw new Error(`There is no database ${missing}.db under ${config.dataDir}, the DATA_DIR.`);
  const keys = createKeyRing(loadSecrets(process.env, config.dataDir));
  const subgraphs = await openEmbedded(parts, () => ({
    keys,
    logger: createLogger('keys:rotate', config.logLevel),
    location: locationOf(config),
    ask: async (name) => {
      throw new Unavailable(name);
    },
  }));
  try {
    const rotations = subgraphs.map(({ name, keyRotation }) => {
      if (!keyRotation) throw new Error(`${name} has no keys to change`);
      return keyRotation;
    });
    process.exitCode = await rotate(rotations, { config, keys, batch, again: values.again });
  } finally {
    for (const subgraph of subgraphs) await subgraph.stop();
  }
}

/** Opening would make an empty database, and find nothing to do. */
const isHere = ({ databaseUrl, dataDir }: CommonConfig, part: (typeof parts)[number]) =>
  databaseUrl !== undefined || existsSync(join(dataDir, `${part}.db`));

interface Work {
  readonly config: CommonConfig;
  readonly keys: InstallationKeys;
  readonly batch: number;
  readonly again: boolean;
}

async function rotate(rotations: readonly KeyRotation[], { config, keys, batch, again }: Work) {
  const rotation = rotations.at(-1);
  if (!rotation) throw new Error('there is nothing to change');
  const { dataDir } = config;
  const env: Environment = process.env;
  const inFiles = ['FIELD_KEY', 'FIELD_KEY_NEXT'].every((name) => !readEnv(env).optional(name));
  const before = await rotation.standing();
  const chosen = chooseKey(before, { keys, dataDir, inFiles, again, now: new Date() });
  if (chosen.key) {
    // This machine's raw messages; gateways elsewhere go over by themselves when they start.
    const keepRaw = async () => {
      if (existsSync(rawFolder(dataDir))) await openRawKey(dataDir, keys);
    };
    await keepRaw();
    const bar = createProgressBar('keys');
    const options = { batch, report: bar.report };
    let sealed = 0;
    for (const other of rotations.slice(0, -1)) sealed += (await other.changeTo(chosen.key)).rows;
    const { rows, unreadable } = await rotation.changeTo(chosen.key, options);
    bar.done();
    console.log(`${rows + sealed} rows were sealed under key ${chosen.key.id}.`);
    if (unreadable.length > 0) {
      console.error(
        `Rows of ${unreadable.length} patients do not open or were changed, and stay as they are: restore them from a backup, then run this again. Until then both keys are needed. Patients: ${unreadable.join(', ')}`,
      );
      return 1;
    }
    await keepRaw();
    console.log(endChange(keys, { dataDir, inFiles, keyId: chosen.key.id }));
    await keepRaw();
  } else console.log(chosen.reason);
  return 0;
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
