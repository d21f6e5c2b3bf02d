import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { subgraphNames } from '@lianyi/shared/ports/ask-subgraph';
import { startCounty, type TestCounty, type TopologyKind } from './support/county';
import { operation } from './support/operations';

describe.each<TopologyKind>(['one process', 'apart'])(
  'the metrics of a county (%s)',
  (topology) => {
    let county: TestCounty;
    const read = async () => (await fetch(`${county.gateway.url}/metrics`)).text();
    beforeAll(async () => {
      county = await startCounty({ topology, patients: 12 });
      const id = county.county.person(0).id;
      await county.run('clinician@county-hospital', operation('UnifiedRecord'), { id });
      await county.run('clinician@county-hospital', operation('UnifiedRecord'), { id });
    }, 60_000);
    afterAll(() => county.stop());

    it("show the gateway's caches at work", async () => {
      const text = await read();
      for (const cache of ['operations', 'documents', 'tokens', 'reference'])
        expect(text).toMatch(
          new RegExp(`^lianyi_cache_hits_total\\{part="gateway",cache="${cache}"\\} [1-9]`, 'm'),
        );
      expect(text).toContain('lianyi_queue_waiting{part="hl7",queue="frames"} 0');
    });

    it('show what is open at the doors', async () => {
      const text = await read();
      expect(text).toMatch(/^lianyi_connections_open\{part="gateway",door="http"\} [1-9]/m);
      expect(text).toContain('lianyi_connections_open{part="gateway",door="events"} 0');
      expect(text).toContain('lianyi_connections_open{part="hl7",door="mllp"} 0');
    });

    it('show what there is of each part', async () => {
      const text = await read();
      for (const name of subgraphNames)
        if (topology === 'apart') {
          expect(text).toContain(`lianyi_breaker_open{subgraph="${name}"} 0`);
          expect(text).toContain(`lianyi_subgraph_retries_total{subgraph="${name}"} 0`);
          expect(text).toMatch(
            new RegExp(`lianyi_subgraph_connections_open\\{subgraph="${name}"\\} \\d`),
          );
          expect(text).toContain(`lianyi_subgraph_requests_waiting{subgraph="${name}"} 0`);
        } else {
          expect(text).toContain(`lianyi_database_connections_in_use{part="${name}"}`);
          expect(text).toMatch(
            new RegExp(`lianyi_cache_hits_total\\{part="${name}",cache="documents"\\} \\d`),
          );
        }
    });
  },
);

describe('the metrics of a county in one process', () => {
  it('show every queue and every cache of reference data', async () => {
    const county = await startCounty({ patients: 12 });
    const text = await (await fetch(`${county.gateway.url}/metrics`)).text();
    await county.stop();
    for (const labels of [
      'part="patients",queue="access-log"',
      'part="results",queue="looks"',
      'part="results",queue="offers"',
    ])
      expect(text).toContain(`lianyi_queue_waiting{${labels}}`);
    for (const labels of [
      'part="results",cache="quality"',
      'part="results",cache="positions"',
      'part="pharmacy",cache="drugs"',
      'part="personnel",cache="institutions"',
      'part="personnel",cache="practitioners"',
    ])
      expect(text).toContain(`lianyi_cache_entries{${labels}}`);
  });
});
