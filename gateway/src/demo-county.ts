import { createCounty } from '@lianyi/shared/demo/county';
import { createProgressBar } from '@lianyi/shared/demo/progress-bar';
import type { Topology } from './topology';

/** Loads the demo county into the subgraphs of this process; quick where it is there already. */
export async function loadDemoCounty({ local }: Topology, patients: number) {
  const county = createCounty({ patients });
  for (const [name, subgraph] of local) {
    const bar = createProgressBar(name);
    await subgraph.loadDemo(county, bar.report);
    bar.done();
  }
}
