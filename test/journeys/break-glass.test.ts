import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startCounty, type TestCounty } from '../support/county';
import { messageText, sendFrame } from '../support/messages';
import { operation } from '../support/operations';

interface Found {
  readonly patients: { readonly nodes: readonly { readonly id: string; readonly name: string }[] };
}
interface Broken {
  readonly breakGlass: { readonly reason: string; readonly expiresAt: string };
}
interface AccessLog {
  readonly accessLog: { readonly nodes: readonly Record<string, unknown>[] };
}

const township = 'clinician@township-dongpu';
const stranger = 'clinician@township-xiling';
const reason = '昏迷送医，家属不在，需查用药和过敏史';
const breaking = `mutation ($id: ID!, $reason: String!) {
  breakGlass(patientId: $id, reason: $reason) { reason expiresAt patient { labReports { nodes { id } } } }
}`;
const hour = 3_600_000;

describe('an emergency at an institution that does not know the patient', () => {
  let county: TestCounty;
  let id = '';
  let clock = new Date();
  const record = (user: string) => county.run(user, operation('UnifiedRecord'), { id });
  const breakGlass = (user: string, words = reason) =>
    county.run(user, breaking, { id, reason: words });
  const shut = { data: { patient: null }, errors: [{ extensions: { code: 'FORBIDDEN' } }] };

  beforeAll(async () => {
    county = await startCounty({ patients: 10, now: () => clock });
    const [answer] = await sendFrame(
      county.gateway.hl7 ?? '',
      Buffer.from(messageText('blood-count')),
    );
    expect(answer).toMatchObject({ code: 'AA' });
    const { data } = await county.run(township, operation('FindPatient'), { search: '林晓梅' });
    const { nodes } = (data as unknown as Found).patients;
    id = nodes.filter(({ name }) => name === '林晓梅').at(-1)?.id ?? '';
    clock = new Date();
  }, 60_000);
  afterAll(() => county?.stop());

  it('begins with a refusal that tells of break-glass', async () => {
    expect(await record(stranger)).toMatchObject({
      data: { patient: null },
      errors: [{ extensions: { code: 'FORBIDDEN', breakGlass: true } }],
    });
  });

  it('does not open the record without a reason', async () => {
    const { errors } = await breakGlass(stranger, '急');
    expect(errors).toMatchObject([{ extensions: { code: 'INVALID_INPUT', field: 'reason' } }]);
    expect(await record(stranger)).toMatchObject(shut);
  });

  it('does not open the record to a role or an institution that may not', async () => {
    for (const user of ['pharmacist@township-xiling', 'clinician@city-hospital'])
      expect((await breakGlass(user)).errors).toMatchObject([
        { extensions: { code: 'FORBIDDEN', breakGlass: false } },
      ]);
  });

  it('opens the record in all its parts with a reason, for four hours', async () => {
    const { data, errors } = await breakGlass(stranger);
    expect(errors).toBeUndefined();
    const broken = (data as unknown as Broken).breakGlass;
    expect(broken).toMatchObject({ reason, patient: { labReports: { nodes: [{}] } } });
    expect(Date.parse(broken.expiresAt) - clock.getTime()).toBe(4 * hour);
    const opened = await record(stranger);
    expect(opened.errors).toBeUndefined();
    expect(opened.data).toMatchObject({ patient: { labReports: { nodes: [{}] } } });
  });

  it('opens it to nobody else at the institution', async () => {
    expect(await record('family-doctor@township-xiling')).toMatchObject(shut);
  });

  it('ends when its time is over', async () => {
    clock = new Date(clock.getTime() + 4 * hour);
    expect(await record(stranger)).toMatchObject(shut);
  });

  it('stands in the log with its reason, as does every look it allowed', async () => {
    const query = `query ($id: ID!) { accessLog(patientId: $id, first: 100) {
      nodes { action allowed basis reason viewerName institution { id } } } }`;
    const { data } = await county.run('auditor@township-xiling', query, { id });
    const { nodes } = (data as unknown as AccessLog).accessLog;
    const marked = { allowed: true, basis: 'BREAK_GLASS', reason };
    expect(nodes.filter(({ basis }) => basis === 'BREAK_GLASS')).toMatchObject([
      { ...marked, action: 'READ_RECORD', institution: { id: 'township-xiling' } },
      { ...marked, action: 'READ_RECORD' },
      { ...marked, action: 'BREAK_GLASS' },
    ]);
  });
});
