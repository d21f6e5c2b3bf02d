import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { shanghaiDay } from '@lianyi/shared/time/shanghai-day';
import { startCounty, type TestCounty, type TopologyKind } from '../support/county';
import { valueAt } from '../support/value-at';

const manager = 'personnel-manager@county-hospital';
const township = 'township-dongpu';

describe.each<TopologyKind>(['one process', 'apart'])(
  'the calendar of a township (%s)',
  (topology) => {
    let county: TestCounty;
    const address = { id: '', path: '' };
    const done = async (query: string) => {
      const { data, errors } = await county.run(manager, query);
      expect(errors).toBeUndefined();
      return data;
    };
    /** As a calendar program: without a sign-in. */
    const read = async (path: string) => {
      const answer = await fetch(county.gateway.url + path);
      return { status: answer.status, headers: answer.headers, text: await answer.text() };
    };
    beforeAll(async () => {
      county = await startCounty({ patients: 10, topology });
    }, 120_000);
    afterAll(() => county?.stop());

    it('is read at a signed address by who has nothing else, and names nobody who is ill', async () => {
      const issued = await done(
        `mutation { issueCalendarAddress(institutionId: "${township}") { id path } }`,
      );
      address.id = String(valueAt(issued, 'issueCalendarAddress', 'id'));
      address.path = String(valueAt(issued, 'issueCalendarAddress', 'path'));
      const { status, headers, text } = await read(address.path);
      expect([status, headers.get('content-type')]).toEqual([200, 'text/calendar; charset=utf-8']);
      for (const label of ['巡回医疗', '村级巡诊', '星期六医师', '专家工作室'])
        expect(text).toContain(`SUMMARY:${label}`);
      for (let index = 0; index < 10; index += 1)
        expect(text).not.toContain(county.county.person(index).name);
    });

    it('has a new session as soon as it is planned', async () => {
      const count = (text: string) => text.split('BEGIN:VEVENT').length;
      const before = count((await read(address.path)).text);
      const person = county.county.staffOf('county-hospital', 'PHYSICIAN').at(-1)?.id;
      const today = shanghaiDay(new Date());
      const input = `{ practitionerId: "${person}" kind: EXPERT_STUDIO toInstitutionId: "${township}" recurrence: ONCE firstDay: "${today}" startsAt: "18:00" endsAt: "19:00" }`;
      await done(`mutation { planCalendarEntry(input: ${input}) { id } }`);
      expect(count((await read(address.path)).text)).toBe(before + 1);
    });

    it('is nowhere else, and nowhere once its address is revoked', async () => {
      const [path = '', query = ''] = address.path.split('?');
      await done(`mutation { revokeCalendarAddress(id: "${address.id}") { id } }`);
      for (const asked of [
        ...[path, `${path}?token=`, `${path}?token=a&${query}`, address.path],
        `/institutions/township-shahe/calendar.ics?${query}`,
      ]) {
        const { status, text } = await read(asked);
        expect([asked, status]).toEqual([asked, 404]);
        expect(JSON.parse(text)).toMatchObject({ errors: [{ extensions: { code: 'NOT_FOUND' } }] });
      }
    });
  },
);
