import { describe, expect, it } from '@jest/globals';
import { createGatewayMetrics } from '@lianyi/gateway/metrics/gateway-metrics';
import { metricsOfAll } from '@lianyi/gateway/workers/worker-metrics';
import { workerNumbers } from '@lianyi/gateway/workers/worker-numbers';
import { textOf } from './files';

interface Panel {
  readonly title: string;
  readonly type: string;
  readonly targets?: readonly { readonly expr: string }[];
}

const { panels } = JSON.parse(textOf('grafana/lianyi.json')) as { readonly panels: Panel[] };
const expressions = panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr));

/** Every series that the metrics of a process, or of its workers, have, as Prometheus names them. */
async function seriesNames() {
  const metrics = createGatewayMetrics();
  metrics.events.watchGroups(async () => ({ lag: new Map(), missed: new Map(), dead: 0 }));
  const workers = metricsOfAll(() => [], workerNumbers);
  workers.show(() => ({ serving: 0, died: 0, hung: 0 }));
  const text = `${await metrics.text()}${await workers.text()}`;
  const types = [...text.matchAll(/^# TYPE (\S+) (\w+)$/gm)];
  const parts = { histogram: ['_bucket', '_sum', '_count'], summary: ['', '_sum', '_count'] };
  return new Set(
    types.flatMap(([, name, type]) =>
      type === 'histogram' || type === 'summary'
        ? parts[type].map((end) => `${name}${end}`)
        : [`${name}`],
    ),
  );
}

const namesIn = (expression: string) =>
  [...expression.matchAll(/\b((?:lianyi|process|nodejs)_\w+)/g)].map(([, name]) => name ?? '');

describe('docker/grafana/lianyi.json', () => {
  it('asks for nothing that does not exist', async () => {
    const series = await seriesNames();
    const asked = expressions.flatMap(namesIn);
    expect(asked.length).toBeGreaterThan(20);
    expect([...new Set(asked)].filter((name) => !series.has(name))).toEqual([]);
  });

  it('shows everything of the product that is measured', async () => {
    const shown = new Set(expressions.flatMap(namesIn).map((name) => name.replace(/_bucket$/, '')));
    const own = [...(await seriesNames())].filter((name) => name.startsWith('lianyi_'));
    const missing = own.filter((name) => !shown.has(name.replace(/_(?:bucket|sum|count)$/, '')));
    expect(missing).toEqual([]);
  });

  it('has no panel without a question', () => {
    for (const { type, targets = [], title } of panels)
      if (type !== 'row') expect([title, targets.length > 0]).toEqual([title, true]);
  });
});
