import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readGatewayConfig } from '@lianyi/gateway/config';
import type { Environment } from '@lianyi/shared/config/read-env';
import { loadSecrets } from '@lianyi/shared/crypto/load-secrets';
import { createLogger } from '@lianyi/shared/logging/logger';
import { startTracing } from '@lianyi/shared/tracing/start-tracing';
import { root } from './files';

/** What must be set for the rest to be read. */
const secret = 'x'.repeat(32);
const given: Environment = {
  NODE_ENV: 'production',
  OIDC_ISSUER: 'https://sign-in.example.org',
  FIELD_KEY: secret,
  VIEWER_KEY: secret,
};

/** Every variable the product asks the environment for at its start, seen while it asks. */
export function settingsRead(): ReadonlySet<string> {
  const asked = new Set<string>();
  const env = new Proxy(given, {
    get(target, name) {
      asked.add(String(name));
      return target[String(name)];
    },
  });
  readGatewayConfig(env);
  void startTracing(env, 'test', createLogger('test', 'silent'));
  loadSecrets(env, join(root, 'data-of-nobody'));
  return asked;
}

/** Every variable of the README's table of settings. */
export function settingsDescribed(file: string): ReadonlySet<string> {
  const text = readFileSync(join(root, file), 'utf8');
  const names = [...text.matchAll(/^\| ((?:`[A-Z_0-9…]+`(?:, |、)?)+) \|/gm)].flatMap(([, cell]) =>
    [...(cell ?? '').matchAll(/`([^`]+)`/g)].map(([, name]) =>
      (name ?? '').replace(/^…/, 'SUBGRAPH'),
    ),
  );
  return new Set(names);
}
