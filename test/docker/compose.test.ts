import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { subgraphNames } from '@lianyi/shared/ports/ask-subgraph';
import { parse } from 'yaml';
import { type ComposeService, dockerFolder, readCompose, root, textOf } from './files';
import { settingsDescribed, settingsRead } from './settings-read';

const { services, networks, volumes } = readCompose();
const names = Object.keys(services);
const product = Object.entries(services).filter(([, { image }]) => image.includes('LIANYI_IMAGE'));
const service = (name: string): ComposeService => {
  const found = services[name];
  if (!found) throw new Error(`There is no service ${name}.`);
  return found;
};

describe('docker/compose.yml', () => {
  it('runs every part by its argument, and two gateways', () => {
    const commands = product.map(([name, { command }]) => [name, command?.[0]]);
    expect(Object.fromEntries(commands)).toEqual({
      ...Object.fromEntries(subgraphNames.map((name) => [name, name])),
      'gateway-1': 'gateway',
      'gateway-2': 'gateway',
    });
    expect(names).toEqual(expect.arrayContaining(['mysql', 'redis', 'proxy', 'backup']));
  });

  it('gives the parts only variables that the product reads and its README tells', () => {
    const read = settingsRead();
    for (const file of ['README.md', 'README.zh-CN.md']) {
      const described = settingsDescribed(file);
      for (const [, { environment = {} }] of product)
        for (const name of Object.keys(environment)) {
          expect(read).toContain(name);
          expect(described).toContain(name);
        }
    }
  });

  it('tells every part where the others are, under the names of the services', () => {
    for (const [, { environment = {} }] of product)
      for (const name of subgraphNames)
        expect(environment[`SUBGRAPH_${name.toUpperCase()}_URL`]).toBe(
          `http://${name}:4000/graphql`,
        );
  });

  it('gives the backup and the proxy only variables that they read', () => {
    const readBy = { backup: textOf('backup.sh'), proxy: textOf('proxy/haproxy.cfg') };
    for (const [name, text] of Object.entries(readBy))
      for (const variable of Object.keys(service(name).environment ?? {}))
        expect(text).toMatch(new RegExp(`\\$\\{${variable}\\b`));
  });

  it('takes secrets from the environment alone, and stops without them', () => {
    const text = textOf('compose.yml');
    for (const name of ['MYSQL_PASSWORD', 'MYSQL_ROOT_PASSWORD', 'FIELD_KEY', 'VIEWER_KEY'])
      expect(text.match(new RegExp(`\\$\\{${name}\\b[^}]*`, 'g')) ?? []).toEqual(
        expect.not.arrayContaining([expect.not.stringMatching(`^\\$\\{${name}:\\?$`)]),
      );
  });

  it.each(names)('locks %s in', (name) => {
    const { image, user, read_only, cap_drop, security_opt, pids_limit, deploy } = service(name);
    expect(image).toMatch(/^\$\{[A-Z]+_IMAGE:-[a-z]+:[\w.-]+\}$/);
    expect(user).toMatch(/^[1-9]\d*:[1-9]\d*$/);
    expect(read_only).toBe(true);
    expect(cap_drop).toEqual(['ALL']);
    expect(security_opt).toEqual(['no-new-privileges:true']);
    expect(pids_limit).toBeGreaterThan(0);
    expect(deploy?.resources.limits).toMatchObject({
      cpus: expect.any(String),
      memory: expect.any(String),
    });
  });

  it.each(names)('asks after the health of %s', (name) => {
    const { healthcheck, image } = service(name);
    expect(healthcheck?.test[0]).toBe('CMD');
    if (image.includes('LIANYI_IMAGE'))
      expect(healthcheck?.test).toEqual(['CMD', 'node', 'docker/healthy.mjs']);
  });

  it('shows nothing outside but the proxy', () => {
    expect(names.filter((name) => service(name).ports)).toEqual(['proxy']);
    expect(networks.data).toEqual({ internal: true });
    const front = names.filter((name) => service(name).networks?.includes('front'));
    expect(front).toEqual(['gateway-1', 'gateway-2', 'proxy']);
  });

  it('has a network for collectors that the READMEs name: whoever writes traces is on it', () => {
    const { name } = parse(textOf('compose.yml')) as { readonly name: string };
    const tracing = Object.values(services).filter(
      ({ environment = {} }) => 'OTEL_EXPORTER_OTLP_ENDPOINT' in environment,
    );
    expect(tracing).toHaveLength(product.length);
    for (const one of tracing) expect(one.networks).toContain('data');
    for (const file of ['README.md', 'README.zh-CN.md'])
      expect(readFileSync(join(root, file), 'utf8')).toMatch(
        `docker network connect ${name}_data `,
      );
  });

  it('mounts only files that exist and volumes that it makes', () => {
    const mounted = Object.values(services).flatMap((one) => one.volumes ?? []);
    for (const mount of mounted) {
      const [from = ''] = mount.split(':');
      if (from.startsWith('./')) expect(existsSync(join(dockerFolder, from))).toBe(true);
      else expect(Object.keys(volumes)).toContain(from);
    }
  });

  it('keeps what hospitals sent to each gateway apart', () => {
    const data = [service('gateway-1'), service('gateway-2')].map((one) => one.volumes);
    expect(data).toEqual([['raw-1:/data'], ['raw-2:/data']]);
  });

  it('waits for those whose health is asked after', () => {
    for (const { depends_on = {} } of Object.values(services))
      for (const [name, { condition }] of Object.entries(depends_on)) {
        expect(names).toContain(name);
        expect(condition).toBe('service_healthy');
      }
  });
});
