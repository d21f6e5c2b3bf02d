import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import type { Viewer } from '@lianyi/shared/auth/viewer';
import { noonOf, type SubgraphHarness } from '@lianyi/shared/testing/subgraph-harness';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import { calendarCounty, calendarDesk, lead, managerOf } from '../testing/calendar-county';
import { startPersonnel } from '../testing/personnel.harness';

const gateway: Viewer = { ...aViewer('ADMIN'), roles: [], service: 'gateway' };
const fields = 'id path issuedAt expiresAt revokedAt institution { id }';

describeOnBothDatabases('the address of a calendar', (kind) => {
  let harness: SubgraphHarness;
  let now = noonOf('2026-06-01');
  const desk = calendarDesk(() => harness);
  beforeAll(async () => {
    harness = await startPersonnel(kind, calendarCounty(2), () => now);
    await desk.plan({ practitionerId: 'person-0' });
    const visit = { kind: 'VILLAGE_VISIT', toInstitutionId: 'village-1', recurrence: 'WEEKLY' };
    const afternoon = { startsAt: '13:00', endsAt: '17:00' };
    await desk.plan({
      ...{ ...visit, ...afternoon },
      ...{ practitionerId: 'person-1', lastDay: '2026-07-31' },
    });
    await desk.plan({ practitionerId: 'person-1', toInstitutionId: 'township-shahe' });
  });
  afterAll(() => harness?.stop());
  beforeEach(() => {
    now = noonOf('2026-06-01');
  });

  const issue = (id: string, viewer = lead) =>
    desk.asked(
      `mutation ($id: ID!) { made: issueCalendarAddress(institutionId: $id) { ${fields} } }`,
      { id },
      viewer,
    );
  const revoke = (id: unknown, viewer = lead) =>
    desk.asked(
      `mutation ($id: ID!) { made: revokeCalendarAddress(id: $id) { ${fields} } }`,
      { id },
      viewer,
    );
  const list = (id: string, viewer = lead) =>
    desk.asked(
      `query ($id: ID!) { made: calendarAddresses(institutionId: $id) { id } }`,
      { id },
      viewer,
    );
  const read = async (id: string, path: unknown, viewer = gateway) => {
    const token = new URL(String(path), 'http://localhost').searchParams.get('token');
    const { made, code } = await desk.asked(
      'query ($id: ID!, $token: String!) { made: calendarAtAddress(institutionId: $id, token: $token) }',
      { id, token },
      viewer,
    );
    return String(code ?? made);
  };

  it('shows who is at the institution and under it, and nowhere else', async () => {
    const { made } = await issue('township-dongpu');
    expect(made).toMatchObject({
      ...{ expiresAt: '2026-11-28T12:00:00+08:00', institution: { id: 'township-dongpu' } },
      path: expect.stringMatching(/^\/institutions\/township-dongpu\/calendar\.ics\?token=/),
    });
    const text = await read('township-dongpu', made?.path);
    expect(text.match(/^SUMMARY:.*$/gm)).toEqual([
      'SUMMARY:巡回医疗 张三',
      'SUMMARY:村级巡诊 张三',
    ]);
    expect(text.match(/^LOCATION:.*$/gm)).toEqual([
      'LOCATION:东浦镇卫生院',
      'LOCATION:东浦村卫生室',
    ]);
    now = noonOf('2026-09-01');
    expect((await read('township-dongpu', made?.path)).match(/^SUMMARY/gm)).toHaveLength(1);
  });

  it('is of one institution, until it is over', async () => {
    const { made } = await issue('township-dongpu');
    expect(await read('township-shahe', made?.path)).toBe('NOT_FOUND');
    now = noonOf('2026-11-27');
    expect(await read('township-dongpu', made?.path)).toContain('BEGIN:VCALENDAR');
    now = noonOf('2026-11-28');
    expect(await read('township-dongpu', made?.path)).toBe('NOT_FOUND');
  });

  it('is nobody’s who has another signature', async () => {
    const { made } = await issue('township-dongpu');
    const other = await issue('township-shahe');
    const [body] = String(made?.path).split('.').slice(-2);
    const forged = `${body}.${String(other.made?.path).split('.').at(-1)}`;
    for (const path of [forged, `${made?.path}x`, '/?token=', '/?token=a.b'])
      expect(await read('township-dongpu', path)).toBe('NOT_FOUND');
  });

  it('holds no more once it is revoked, and is listed no more', async () => {
    const { made } = await issue('township-dongpu');
    const other = await issue('township-dongpu');
    const revoked = await revoke(made?.id);
    expect(revoked.made?.revokedAt).toBe('2026-06-01T12:00:00+08:00');
    now = noonOf('2026-06-02');
    expect((await revoke(made?.id)).made).toEqual(revoked.made);
    expect(await read('township-dongpu', made?.path)).toBe('NOT_FOUND');
    expect(await read('township-dongpu', other.made?.path)).toContain('END:VCALENDAR');
    const held = (await list('township-dongpu')).made as unknown as { id: string }[];
    expect(held).toContainEqual({ id: other.made?.id });
    expect(held).not.toContainEqual({ id: made?.id });
  });

  it('is handed out by the institution and who leads it alone', async () => {
    const own = managerOf('township-dongpu');
    const { made } = await issue('township-dongpu', own);
    const stranger = managerOf('township-shahe');
    for (const { code } of [
      await issue('township-dongpu', stranger),
      await list('township-dongpu', stranger),
      await revoke(made?.id, stranger),
      await revoke('none'),
      await issue('none'),
      await issue('township-dongpu', aViewer('CLINICIAN')),
    ])
      expect(code).toBe('FORBIDDEN');
    expect(await read('township-dongpu', made?.path, lead)).toBe('FORBIDDEN');
  });
});
