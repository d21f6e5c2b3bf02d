import { channel } from 'node:diagnostics_channel';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startCounty, type TestCounty } from '../support/county';
import { manifestFiles, readManifests } from './files';

/** What is for probes and collectors, who are inside. */
const inside = ['/health/live', '/health/ready', '/metrics'];
/** Sign-in of the demo, which production does not have. */
const isDemo = (route: string) => route.startsWith('/auth/');

const paths = manifestFiles
  .flatMap(readManifests)
  .filter(({ kind }) => kind === 'Ingress')
  .flatMap(({ spec }) => spec?.rules ?? [])
  .flatMap(({ http }) => http.paths);

/** As an Ingress reads them: a prefix is one of whole elements. */
const lets = ({ path, pathType }: { path: string; pathType: string }, asked: string) =>
  asked === path || (pathType === 'Prefix' && asked.startsWith(`${path}/`));

/** A new server of Fastify tells of itself before it has a route. */
const servers = channel('fastify.initialization');
interface Told {
  readonly fastify: {
    addHook(name: 'onRoute', hear: (route: { readonly url: string }) => void): void;
  };
}

describe('the Ingress', () => {
  const routes = new Set<string>();
  const hear = (told: unknown) =>
    (told as Told).fastify.addHook('onRoute', ({ url }) => routes.add(url));
  let county: TestCounty;
  beforeAll(async () => {
    servers.subscribe(hear);
    county = await startCounty({ patients: 12 });
  }, 60_000);
  afterAll(async () => {
    servers.unsubscribe(hear);
    await county?.stop();
  });

  it('lets clients reach every route the gateway has for them', () => {
    const asked = [...routes].filter((route) => !inside.includes(route) && !isDemo(route));
    expect(asked.length).toBeGreaterThan(5);
    const closed = asked.filter((route) => !paths.some((path) => lets(path, route)));
    expect(closed).toEqual([]);
  });

  it('lets nobody ask for health and metrics', () => {
    expect([...routes]).toEqual(expect.arrayContaining(inside));
    expect(inside.filter((route) => paths.some((path) => lets(path, route)))).toEqual([]);
  });

  it('has no path that nothing answers', () => {
    const dead = paths.filter((path) => ![...routes].some((route) => lets(path, route)));
    expect(dead).toEqual([]);
  });
});
