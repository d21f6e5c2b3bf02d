import { freePort } from '@lianyi/shared/testing/free-port';
import { startMariadb, type TestMariadb } from '@lianyi/shared/testing/start-mariadb';

/** The cluster library. */
const library = process.env.TEST_GALERA_LIBRARY || '/usr/lib/galera/libgalera_smm.so';

export interface TestCluster {
  readonly nodes: readonly TestMariadb[];
  stop(): Promise<void>;
}

interface NodePlace {
  readonly group: number;
  readonly increments: number;
  readonly transfer: number;
}

/** Three nodes on loopback, each with everything the others have, in about ten seconds. */
export async function startCluster(): Promise<TestCluster> {
  const places: NodePlace[] = [];
  for (let at = 0; at < 3; at += 1)
    places.push({
      group: await freePort(),
      ...{ increments: await freePort(), transfer: await freePort() },
    });
  const nodes: TestMariadb[] = [];
  const stop = async () => {
    await Promise.all(nodes.map((node) => node.stop()));
  };
  try {
    // One after the other: a node is taken in while the ones before it serve.
    for (const place of places)
      nodes.push(
        await startMariadb({
          args: [
            ...nodeArguments(place, places),
            ...(nodes.length === 0 ? ['--wsrep-new-cluster'] : []),
          ],
          argsAgain: nodeArguments(place, places),
          patience: 60_000,
        }),
      );
    return { nodes, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function nodeArguments(place: NodePlace, places: readonly NodePlace[]) {
  const provider = [
    ...[`base_port=${place.group}`, `gmcast.listen_addr=tcp://127.0.0.1:${place.group}`],
    ...[`ist.recv_addr=127.0.0.1:${place.increments}`, 'gcache.size=16M'],
    // A node that died is given up after this time, and the others go on.
    ...['evs.keepalive_period=PT1S', 'evs.suspect_timeout=PT3S', 'evs.inactive_timeout=PT6S'],
  ];
  return [
    ...['--binlog-format=ROW', '--innodb-autoinc-lock-mode=2', '--wsrep-on=ON'],
    ...[`--wsrep-provider=${library}`, `--wsrep-provider-options=${provider.join(';')}`],
    ...[`--wsrep-cluster-name=lianyi-${places[0]?.group}`],
    `--wsrep-cluster-address=gcomm://${places.map(({ group }) => `127.0.0.1:${group}`).join(',')}`,
    ...[`--wsrep-node-address=127.0.0.1:${place.group}`, '--wsrep-sst-method=rsync'],
    `--wsrep-sst-receive-address=127.0.0.1:${place.transfer}`,
  ];
}
