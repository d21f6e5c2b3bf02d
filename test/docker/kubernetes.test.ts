import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { subgraphNames } from '@lianyi/shared/ports/ask-subgraph';
import {
  dockerFolder,
  type Manifest,
  manifestFiles,
  podOf,
  readKustomization,
  readManifests,
  root,
  textOf,
} from './files';
import { settingsRead } from './settings-read';

const all = manifestFiles.flatMap(readManifests);
const running = all.flatMap((manifest) => {
  const pod = podOf(manifest);
  return pod ? [{ name: manifest.metadata.name, manifest, pod }] : [];
});
const find = (kind: string, name: string): Manifest | undefined =>
  all.find((one) => one.kind === kind && one.metadata.name === name);
const parts = [...subgraphNames, 'gateway'];
const kustomization = readKustomization();

describe('docker/kubernetes', () => {
  it('is listed whole in the kustomization, and nothing else is', () => {
    expect([...kustomization.resources].sort()).toEqual([...manifestFiles].sort());
  });

  it('generates from files that exist', () => {
    for (const { files = [] } of kustomization.configMapGenerator)
      for (const file of files)
        expect(existsSync(join(dockerFolder, file.replace(/^.*=/, '')))).toBe(true);
  });

  it('takes every image by a line of the kustomization, where a digest can be put in', () => {
    const named = kustomization.images.map(({ name }) => name);
    const used = running.flatMap(({ pod }) => pod.containers.map(({ image }) => image));
    expect([...new Set(used)].sort()).toEqual(named.sort());
  });

  it.each(parts)('runs %s twice, under its address, and keeps one of them', (name) => {
    const kind = name === 'gateway' ? 'StatefulSet' : 'Deployment';
    const manifest = find(kind, name);
    expect(manifest?.spec?.replicas).toBe(2);
    expect(manifest && podOf(manifest)?.containers[0]).toMatchObject({
      image: 'lianyi',
      args: [name],
    });
    expect(find('Service', name)).toBeDefined();
    expect(find('PodDisruptionBudget', name)?.spec).toMatchObject({ maxUnavailable: 1 });
  });

  it.each(parts)('takes no request from %s before another can answer it', (name) => {
    const { manifest, pod } = running.find((one) => one.name === name) ?? {};
    const [container] = pod?.containers ?? [];
    expect(container?.livenessProbe?.httpGet?.path).toBe('/health/live');
    expect(container?.readinessProbe?.httpGet?.path).toBe('/health/ready');
    expect(container?.lifecycle?.preStop).toBeDefined();
    if (manifest?.kind === 'Deployment')
      expect(manifest.spec?.strategy?.rollingUpdate?.maxUnavailable).toBe(0);
  });

  it('runs the subgraphs alike', () => {
    const [first = '', ...others] = subgraphNames.map((name) =>
      readFileSync(join(dockerFolder, `kubernetes/${name}.yaml`), 'utf8').replaceAll(name, 'PART'),
    );
    for (const other of others) expect(other).toBe(first);
  });

  it('sets only variables that the product, or the backup, reads', () => {
    const settings = kustomization.configMapGenerator.find(({ name }) => name === 'settings');
    const read = settingsRead();
    for (const literal of settings?.literals ?? []) expect(read).toContain(literal.split('=')[0]);
    const backup = running.find(({ name }) => name === 'backup')?.pod.containers[0];
    for (const { name } of backup?.env ?? []) expect(textOf('backup.sh')).toContain(`\${${name}`);
  });

  it('holds no secret: each is named, none is written', () => {
    expect(all.filter(({ kind }) => kind === 'Secret')).toEqual([]);
    for (const { pod } of running)
      for (const { env = [] } of pod.containers)
        for (const { name, value } of env)
          if (/PASSWORD|KEY/.test(name)) expect([name, value]).toEqual([name, undefined]);
  });

  it.each(running.map((one) => [one.name, one] as const))('locks %s in', (_name, { pod }) => {
    expect(pod.securityContext?.runAsNonRoot).toBe(true);
    expect(pod.securityContext?.runAsUser).toBeGreaterThan(0);
    expect(pod.automountServiceAccountToken).toBe(false);
    for (const { securityContext, resources } of pod.containers) {
      expect(securityContext).toEqual({
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ['ALL'] },
      });
      expect(resources).toMatchObject({ limits: expect.anything(), requests: expect.anything() });
    }
  });

  it('lets parts reach the data, and a collector that has its label the metrics alone', () => {
    const policy = (name: string) => find('NetworkPolicy', name)?.spec;
    const reached = (name: string) => policy(name)?.podSelector?.matchExpressions?.[0]?.values;
    expect(reached('data')).toEqual(['mysql', 'redis', ...subgraphNames]);
    expect(policy('data')?.ingress).toEqual([
      { from: [{ podSelector: { matchLabels: { reaches: 'data' } } }] },
    ]);
    expect(reached('metrics')).toEqual([...subgraphNames]);
    const label = { matchLabels: { reaches: 'metrics' } };
    expect(policy('metrics')?.ingress).toEqual([
      { from: [{ podSelector: label }, { namespaceSelector: label }], ports: [{ port: 'http' }] },
    ]);
    for (const file of ['README.md', 'README.zh-CN.md'])
      expect(readFileSync(join(root, file), 'utf8')).toMatch('`reaches: metrics`');
  });

  it('asks after the health of all that stay', () => {
    for (const { manifest, pod } of running)
      if (manifest.kind !== 'CronJob')
        for (const { livenessProbe, readinessProbe } of pod.containers)
          expect([livenessProbe, readinessProbe]).toEqual([expect.anything(), expect.anything()]);
  });
});
