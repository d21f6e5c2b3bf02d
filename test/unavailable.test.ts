import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { SubgraphName } from '@lianyi/shared/ports/ask-subgraph';
import { startCounty, type TestCounty } from './support/county';
import { operation } from './support/operations';

interface Answered {
  readonly patient: Readonly<Record<string, unknown>> | null;
}

/** Fields of the unified record that each part answers. */
const answeredBy: readonly (readonly [SubgraphName, readonly string[]])[] = [
  ['results', ['labReports', 'examReports']],
  ['pharmacy', ['prescriptions']],
  ['referrals', ['referrals']],
];

describe('a part that is down', () => {
  it.each(answeredBy)(
    'leaves the fields of %s null, says so, and the rest whole',
    async (part, fields) => {
      const county = await startCounty({ topology: 'apart', patients: 12 });
      const id = county.county.person(0).id;
      const ask = () => county.run('clinician@county-hospital', operation('UnifiedRecord'), { id });
      const before = (await ask()).data as unknown as Answered;
      await county.apart?.stopOne(part);
      const { data, errors = [] } = await ask();
      const after = data as unknown as Answered;
      await county.stop();

      for (const field of fields) expect(after.patient?.[field]).toBeNull();
      const rest = (record: Answered) =>
        Object.entries(record.patient ?? {}).filter(([name]) => !fields.includes(name));
      expect(rest(after)).toEqual(rest(before));
      expect(errors.length).toBeGreaterThan(0);
      for (const { extensions, message } of errors) {
        expect(extensions).toMatchObject({ code: 'UNAVAILABLE', part });
        expect(message).not.toMatch(/127\.0\.0\.1|http|ECONN/);
      }
    },
    60_000,
  );

  let county: TestCounty;
  beforeAll(async () => {
    county = await startCounty({ topology: 'apart', patients: 12 });
  }, 60_000);
  afterAll(() => county?.stop());

  it('is told by name and reason to whoever asks for readiness', async () => {
    await county.apart?.stopOne('pharmacy');
    const answer = await fetch(`${county.gateway.url}/health/ready`);
    expect(answer.status).toBe(503);
    expect(await answer.json()).toEqual({
      status: 'not ready',
      notReady: { pharmacy: 'it does not answer' },
    });
  });
});
