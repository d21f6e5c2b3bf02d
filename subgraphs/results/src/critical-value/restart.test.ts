import { expect, it } from '@jest/globals';
import { describeOnBothDatabases, testLocation } from '@lianyi/shared/testing/test-databases';
import { aViewer, runAs, testOptions } from '@lianyi/shared/testing/test-subgraph';
import { createSubgraph } from '../index';
import { aCounty } from '../testing/county.factory';
import { potassium, ward } from '../testing/critical.client';
import { aLabReport } from '../testing/report.factory';
import { dongpu } from '../testing/results.harness';

const noon = new Date('2026-03-04T10:00:00+08:00');
const duty = aViewer('COMMUNITY_OFFICE', 'county-hospital');

describeOnBothDatabases('a critical value over a restart', (kind) => {
  it('becomes overdue and is escalated by a process that starts after its time, once in each list', async () => {
    const { location, remove } = testLocation(kind);
    const county = aCounty();
    county.access.set('patient-1', {});
    const clock = { now: noon };
    const start = () =>
      createSubgraph(testOptions(location, { ask: county.ask, now: () => clock.now }));
    const first = await start();
    const input = aLabReport({
      observations: [potassium('6.5')],
      orderingInstitutionId: 'county-hospital',
    });
    const post = 'mutation ($input: LabReportInput!) { postLabReport(input: $input) { outcome } }';
    await runAs(first, dongpu, post, { input });
    await first.stop();

    clock.now = new Date(noon.getTime() + 11 * 60_000);
    const [second, third] = [await start(), await start()];
    for (const process of [second, third]) {
      const escalated = '{ criticalValueEscalations { nodes { dueAt } } }';
      expect((await runAs(process, duty, escalated)).data).toEqual({
        criticalValueEscalations: { nodes: [{ dueAt: '2026-03-04T10:10:00+08:00' }] },
      });
      const listed = '{ criticalValues { nodes { status escalatedAt } } }';
      expect((await runAs(process, ward, listed)).data).toEqual({
        criticalValues: {
          nodes: [{ status: 'OVERDUE', escalatedAt: '2026-03-04T10:10:00+08:00' }],
        },
      });
    }
    await Promise.all([second.stop(), third.stop()]);
    await remove(['results']);
  });
});
