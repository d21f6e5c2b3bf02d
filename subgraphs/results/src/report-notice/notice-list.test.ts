import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { createNoticeClient } from '../testing/notice.client';
import { clinician, type ResultsHarness, startResults } from '../testing/results.harness';

describeOnBothDatabases('the notices of an institution', (kind) => {
  let results: ResultsHarness;
  let [patientId, count] = ['', 0];
  const notice = createNoticeClient(() => results);
  const post = (hour: string, value: string, more: object = {}) =>
    notice.post(patientId, hour, value, more);

  beforeAll(async () => {
    results = await startResults(kind);
  });
  beforeEach(async () => {
    // What was shown in the test before belongs there.
    await results.flushShown();
    await notice.clear();
    count += 1;
    patientId = `patient-${count}`;
    results.county.access.set(patientId, {});
    results.clock.now = new Date('2026-03-04T10:00:00+08:00');
  });
  afterAll(() => results.stop());

  it('come unread first, newest first, page by page', async () => {
    const ids: string[] = [];
    for (const place of [0, 1, 2]) {
      results.clock.now = new Date(Date.parse('2026-03-04T10:00:00+08:00') + place * 60_000);
      const sourceId = `page-${place}-${patientId}`;
      await post('09', '4.0', { sourceId });
      await notice.look(patientId);
      await post('10', '4.5', { sourceId });
      ids.push((await notice.notices(clinician, '(unreadOnly: true)')).nodes[0]?.id ?? '');
    }
    const [a = '', b = '', c = ''] = ids;
    await notice.markRead(c);
    const seen: string[] = [];
    for (let after = '', more = true; more; ) {
      const { nodes, pageInfo } = await notice.notices(clinician, `(first: 1${after})`);
      seen.push(...nodes.map(({ id }) => id));
      [after, more] = [`, after: "${pageInfo.endCursor}"`, pageInfo.hasNextPage];
    }
    expect(seen).toEqual([b, a, c]);
    await expect(notice.notices(clinician, '(after: "x")')).rejects.toThrow('"field":"after"');
  });

  it('cost as many statements for many as for one', async () => {
    const cost = async () => {
      await notice.notices();
      await results.flushShown();
      results.statements.length = 0;
      await notice.notices();
      return results.statements.length;
    };
    const change = async (place: number) => {
      await post('09', '4.0', { sourceId: `cost-${place}-${patientId}` });
      await notice.look(patientId);
      await post('10', '4.5', { sourceId: `cost-${place}-${patientId}` });
    };
    await change(0);
    const one = await cost();
    for (const place of [1, 2, 3, 4, 5]) await change(place);
    expect([(await notice.notices()).nodes.length, await cost()]).toEqual([6, one]);
  });
});
