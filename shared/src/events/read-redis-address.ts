import { ConfigError } from '../config/read-env';

export interface RedisNode {
  readonly host: string;
  readonly port: number;
}

interface Credentials {
  readonly username?: string;
  readonly password?: string;
}

interface Several extends Credentials {
  readonly nodes: readonly RedisNode[];
  readonly tls: boolean;
}

/** Where Redis is: a server; sentinels that know which server is the master; nodes of a cluster. */
export type RedisAddress =
  | { readonly kind: 'server'; readonly url: string }
  | ({
      readonly kind: 'sentinel';
      /** The master's, among those the sentinels watch. */
      readonly name: string;
      readonly database: number;
      /** The sentinels' own. */
      readonly sentinel: Credentials;
    } & Several)
  | ({ readonly kind: 'cluster' } & Several);

const several =
  /^redis(s?)-(sentinel|cluster):\/\/(?:([^@/?#]*)@)?([^@/?#]+)(?:\/([\w.-]*))?(?:\?([^#]*))?$/;
const standardPorts = { sentinel: 26_379, cluster: 6379 };

/**
 * Reads REDIS_URL: `redis://` or `rediss://` with one host;
 * `redis-sentinel://[user:password@]host[:port],…/name[?db=N&sentinelUsername=…&sentinelPassword=…]`;
 * `redis-cluster://[user:password@]host[:port],…`; with `rediss-` all of them speak TLS. Throws
 * ConfigError, which quotes nothing of it: it may hold a password.
 */
export function readRedisAddress(text: string): RedisAddress {
  const address = tryRead(text);
  if (address) return address;
  throw new ConfigError(
    'REDIS_URL',
    'must be a redis, rediss, redis-sentinel (with the name of the master) or redis-cluster address.',
  );
}

function tryRead(text: string): RedisAddress | null {
  if (/^rediss?:\/\//.test(text)) return URL.canParse(text) ? { kind: 'server', url: text } : null;
  const [, secure, kind, userInfo, hosts = '', path = '', query = ''] = several.exec(text) ?? [];
  if (kind !== 'sentinel' && kind !== 'cluster') return null;
  const nodes = hosts.split(',').map((host) => readNode(host, standardPorts[kind]));
  const found = nodes.filter((node) => node !== null);
  const credentials = readCredentials(userInfo);
  if (found.length < nodes.length || !credentials) return null;
  const common = { ...credentials, nodes: found, tls: secure === 's' };
  if (kind === 'cluster') return path || query ? null : { kind, ...common };
  const own = readQuery(query);
  return path && own ? { kind, name: path, ...own, ...common } : null;
}

function readNode(text: string, standardPort: number): RedisNode | null {
  if (text === '' || !URL.canParse(`redis://${text}`)) return null;
  const { hostname, port } = new URL(`redis://${text}`);
  // An IPv6 address stands in brackets in an address, and without them everywhere else.
  return { host: hostname.replace(/^\[|\]$/g, ''), port: Number(port || standardPort) };
}

function readCredentials(userInfo: string | undefined): Credentials | null {
  if (userInfo === undefined) return {};
  const at = userInfo.indexOf(':');
  if (at === -1) return null;
  const [username, password] = [userInfo.slice(0, at), userInfo.slice(at + 1)].map(decoded);
  if (username === undefined || !password) return null;
  return username === '' ? { password } : { username, password };
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

function readQuery(query: string) {
  const known = new Set(['db', 'sentinelUsername', 'sentinelPassword']);
  const given = new URLSearchParams(query);
  if ([...given.keys()].some((name) => !known.has(name))) return null;
  const database = given.get('db') ?? '0';
  if (!/^\d{1,4}$/.test(database)) return null;
  const [username, password] = [given.get('sentinelUsername'), given.get('sentinelPassword')];
  const sentinel = { ...(username ? { username } : {}), ...(password ? { password } : {}) };
  return { database: Number(database), sentinel };
}
