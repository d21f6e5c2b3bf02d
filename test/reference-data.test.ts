import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '@lianyi/shared/testing/event-fixture';
import { startCounty, type TestCounty, type TopologyKind } from './support/county';
import { operation } from './support/operations';

type Asked = Pick<TestCounty, 'gateway' | 'run'>;

const numberOf = async ({ gateway }: Asked, metric: string) => {
  const text = await (await fetch(`${gateway.url}/metrics`)).text();
  return text
    .split('\n')
    .filter((line) => line.startsWith(metric))
    .reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0);
};
const entries = (one: Asked) =>
  numberOf(one, 'lianyi_cache_entries{part="gateway",cache="reference"}');
const fetches = (one: Asked, part: string) =>
  numberOf(one, `lianyi_subgraph_fetches_total{subgraph="${part}"`);

describe.each<TopologyKind>(['one process', 'apart'])(
  'reference data that gateways keep (%s)',
  (topology) => {
    let county: TestCounty;
    let other: Asked;
    const record = (one: Asked, user = 'clinician@county-hospital') =>
      one.run(user, operation('UnifiedRecord'), { id: county.county.person(0).id });
    const startPosting = async () => {
      const { id: practitionerId } =
        county.county.practitioners.find(
          ({ employerId, category, titleLevel }) =>
            employerId === 'county-hospital' &&
            category === 'PHYSICIAN' &&
            titleLevel === 'INTERMEDIATE',
        ) ?? {};
      const place = { toInstitutionId: 'township-shahe', start: '2999-01-01' };
      return county.run(
        'personnel-manager@county-hospital',
        'mutation ($input: PostingInput!) { startPosting(input: $input) { id } }',
        { input: { practitionerId, kind: 'MULTI_SITE', ...place } },
      );
    };
    beforeAll(async () => {
      county = await startCounty({ topology, patients: 12, events: topology === 'one process' });
      other = await county.another();
    }, 60_000);
    afterAll(() => county?.stop());

    it('is asked for once: a unified record asks personnel for nothing the second time', async () => {
      const first = await record(county);
      expect(first.errors).toBeUndefined();
      const before = await fetches(county, 'personnel');
      expect(before).toBeGreaterThan(0);
      const patients = await fetches(county, 'patients');
      expect(await record(county)).toEqual(first);
      expect(await fetches(county, 'personnel')).toBe(before);
      expect(await fetches(county, 'patients')).toBeGreaterThan(patients);
    });

    it('shows nobody what another asked for', async () => {
      const whole = await record(county);
      const { name } = county.county.person(0);
      expect(JSON.stringify(whole)).toContain(name);
      for (const user of ['auditor@county-hospital', 'clinician@province-hospital']) {
        const { data, errors } = await record(county, user);
        expect([data?.patient, errors?.[0]?.extensions.code]).toEqual([null, 'FORBIDDEN']);
      }
      expect(await record(county)).toEqual(whole);
    });

    it('is forgotten at once where a change is written, and by others when they hear of it', async () => {
      for (const one of [county, other]) await record(one);
      expect(await entries(other)).toBeGreaterThan(0);
      const { errors } = await startPosting();
      expect(errors).toBeUndefined();
      expect(await entries(county)).toBe(0);
      // Without Redis nothing is heard of parts apart: what is kept there ends with its age.
      if (topology === 'one process') await eventually(async () => (await entries(other)) === 0);
      else expect(await entries(other)).toBeGreaterThan(0);
    });
  },
);
