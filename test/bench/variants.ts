import { type SubgraphName, subgraphNames } from '@lianyi/shared/ports/ask-subgraph';
import { freePort } from '@lianyi/shared/testing/free-port';
import { createClient } from '../support/client';
import { type BenchChild, startChild } from './child';
import type { HandWrittenJob } from './hand-written';
import { readKept } from './kept-record';
import type { BenchPlace } from './place';
import type { PlainGatewayJob } from './plain-gateway';
import type { ProductJob } from './product';
import type { ServiceJob } from './service';

export const variantNames = ['hand-written', 'one process', 'apart', 'plain gateway'] as const;
export type VariantName = (typeof variantNames)[number];

/** One way to serve the record, running. */
export interface Variant {
  readonly name: VariantName;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Every process that works for it. */
  readonly processes: readonly BenchChild[];
}

export interface VariantOptions {
  readonly place: BenchPlace;
  /** The kept records. */
  readonly file: string;
  readonly user: string;
  /** Flags of Node for the one process. */
  readonly execArgv: readonly string[];
}

/** Starts all variants; `stop` ends every process that started, whatever happened. */
export function createVariants({ place, file, user, execArgv }: VariantOptions) {
  const children: BenchChild[] = [];
  const start = async (program: string, label: string, job: object, flags?: readonly string[]) => {
    const options = { folder: place.folder, ...(flags ? { execArgv: flags } : {}) };
    const child = await startChild(program, label, job, options);
    children.push(child);
    return child;
  };
  const startProduct = async (label: string, job: ProductJob, flags?: readonly string[]) => {
    const child = await start('product', label, job, flags);
    const token = await createClient(child.url).token(user);
    const headers = { authorization: `Bearer ${token}` };
    return { child, url: `${child.url}/graphql`, headers };
  };
  const startAll = async (): Promise<Variant[]> => {
    const handWritten: HandWrittenJob = { location: place.copy, file };
    const hand = await start('hand-written', 'hand-written', handWritten);
    const one = await startProduct('one-process', { location: place.county, urls: [] }, execArgv);
    const services = await startServices(place, start);
    const urls = services.map(({ name, child }) => [name, child.url] as const);
    const served = services.map(({ child }) => child);
    const apart = await startProduct('apart', { location: place.county, urls });
    const plainJob: PlainGatewayJob = { urls, claims: readKept(file).claims };
    const plain = await start('plain-gateway', 'plain-gateway', plainJob);
    return [
      { name: 'hand-written', url: hand.url, headers: {}, processes: [hand] },
      { name: 'one process', url: one.url, headers: one.headers, processes: [one.child] },
      { ...apart, name: 'apart', processes: [apart.child, ...served] },
      { name: 'plain gateway', url: plain.url, headers: {}, processes: [plain, ...served] },
    ];
  };
  return {
    startAll,
    async stop() {
      // Gateways before the services they ask.
      for (const child of [...children].reverse()) await child.stop();
    },
  };
}

type Start = (program: string, label: string, job: object) => Promise<BenchChild>;

async function startServices({ county }: BenchPlace, start: Start) {
  const found = await Promise.all(subgraphNames.map(async (name) => [name, await freePort()]));
  const ports = Object.fromEntries(found) as Record<SubgraphName, number>;
  const services: { name: SubgraphName; child: BenchChild }[] = [];
  for (const name of subgraphNames) {
    const job: ServiceJob = { name, location: county, ports };
    services.push({ name, child: await start('service', name, job) });
  }
  return services;
}
