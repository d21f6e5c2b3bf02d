import type { NeededSetting, ServerRules } from './server-rules';

/** A server's variables by name, as a connection of ours sees them. */
export type ServerVariables = ReadonlyMap<string, string>;

const isOn = (value: string | undefined) => value === 'ON' || value === '1';

/** Whether the server is a node of a Galera cluster. */
export const isClusterNode = (variables: ServerVariables) =>
  isOn(variables.get('wsrep_on')) && (variables.get('wsrep_provider') ?? 'none') !== 'none';

/**
 * What each new connection says before anything else. On a cluster it waits for what other nodes
 * committed before it, so that who wrote through one node reads it through every other.
 */
export function sessionStatements({ session }: ServerRules, variables: ServerVariables): string[] {
  const cluster = isClusterNode(variables);
  const known = session.filter((setting) => cluster || !setting.cluster);
  return [
    // The handshake asks for it, and a server may be told to pass over what a client asks for.
    'SET NAMES utf8mb4 COLLATE utf8mb4_bin',
    'SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED',
    `SET ${known.map(({ variable, value }) => `SESSION ${variable} = ${literal(value)}`).join(', ')}`,
  ];
}

const literal = (value: string) =>
  /^(?:\d+|ON|OFF)$/.test(value) ? value : `'${value.replaceAll("'", "''")}'`;

/** A setting no connection can change: the variable, and the sentence that goes on from it. */
export interface ServerFault {
  readonly variable: string;
  readonly problem: string;
}

/** What is unsafe about a server. A variable it does not have is not judged. */
export const faultsOf = ({ needed }: ServerRules, variables: ServerVariables): ServerFault[] =>
  needed.flatMap((need) => {
    const found = variables.get(need.variable);
    if (found === undefined || isMet(need, found)) return [];
    if (need.whereOn !== null && !isOn(variables.get(need.whereOn))) return [];
    const wanted = need.oneOf ? need.oneOf.join(' or ') : `at least ${need.least}`;
    const problem = `is ${found} on the database server and must be ${wanted}: ${need.why}.`;
    return [{ variable: need.variable, problem }];
  });

const isMet = ({ oneOf, least }: NeededSetting, found: string) =>
  oneOf ? oneOf.includes(found) : Number(found) >= (least ?? 0);
