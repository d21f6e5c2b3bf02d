import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startCounty, type TestCounty } from '../support/county';
import { inCharset, messageText, sendFrame } from '../support/messages';
import { operation } from '../support/operations';

interface Found {
  readonly patients: { readonly nodes: readonly { readonly id: string; readonly name: string }[] };
}

interface AccessLog {
  readonly accessLog: {
    readonly nodes: readonly {
      readonly institution: { readonly id: string };
      readonly action: string;
      readonly allowed: boolean;
      readonly basis: string | null;
    }[];
  };
}

const township = 'clinician@township-dongpu';
const lead = 'clinician@county-hospital';
const stranger = 'clinician@township-xiling';

describe('a township’s blood count on its way to the lead hospital', () => {
  let county: TestCounty;
  let id = '';
  const door = () => county.gateway.hl7 ?? '';
  const record = (user: string) => county.run(user, operation('UnifiedRecord'), { id });
  const named = async (search: string) => {
    const { data } = await county.run(township, operation('FindPatient'), { search });
    return (data as unknown as Found).patients.nodes;
  };

  beforeAll(async () => {
    county = await startCounty({ patients: 10 });
  }, 60_000);
  afterAll(() => county?.stop());

  it('is acknowledged once it is recorded, and again when it comes again', async () => {
    const frame = Buffer.from(messageText('blood-count'));
    for (const _time of [1, 2])
      expect(await sendFrame(door(), frame)).toMatchObject([
        { code: 'AA', controlId: 'DP20261120001' },
      ]);
    const found = (await named('林晓梅')).filter(({ name }) => name === '林晓梅');
    id = found.at(-1)?.id ?? '';
    expect(id).not.toBe('');
  });

  it('stands once in the record that the township’s clinician opens', async () => {
    const { data, errors } = await record(township);
    expect(errors).toBeUndefined();
    expect(data).toMatchObject({
      patient: {
        name: '林晓梅',
        labReports: {
          nodes: [
            {
              institution: { id: 'township-dongpu' },
              observations: [
                { item: { code: '6690-2' }, value: '6.2', recognition: { status: 'RECOGNIZED' } },
                { value: '4.51' },
                { value: '128' },
                { value: '109', interpretation: 'LOW' },
                { value: '<0.5', referenceRange: '0-10' },
              ],
            },
          ],
        },
      },
    });
  });

  it('is closed to a clinician without a basis, who learns of break-glass', async () => {
    const { data, errors } = await record(stranger);
    expect(data).toEqual({ patient: null });
    expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN', breakGlass: true } }]);
  });

  it('opens to the lead hospital when she comes there, with a verdict on each value', async () => {
    expect((await record(lead)).errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
    expect(await sendFrame(door(), Buffer.from(messageText('visit')))).toMatchObject([
      { code: 'AA' },
    ]);
    const { data, errors } = await record(lead);
    expect(errors).toBeUndefined();
    const text = JSON.stringify(data);
    expect(text).toContain('"institution":{"id":"township-dongpu"');
    expect(text).toMatch(/"recognition":\{"status":"(NOT_)?RECOGNIZED"/);
  });

  it('leaves a trace of everyone who looked, and of who was refused', async () => {
    const query = `query ($id: ID!) { accessLog(patientId: $id, first: 100) {
      nodes { institution { id } action allowed basis } } }`;
    const { data } = await county.run('auditor@county-hospital', query, { id });
    const { nodes } = (data as unknown as AccessLog).accessLog;
    const of = (institutionId: string, action: string) =>
      nodes.filter((event) => event.institution.id === institutionId && event.action === action);
    expect(of('township-dongpu', 'READ_RECORD')).toMatchObject([
      { allowed: true, basis: 'OWN_DATA' },
    ]);
    expect(of('township-xiling', 'READ_RECORD')).toMatchObject([{ allowed: false }]);
    expect(of('county-hospital', 'READ_RECORD')).toMatchObject([
      { allowed: true, basis: 'ENCOUNTER' },
      { allowed: false },
    ]);
  });

  it.each(['瑋', '珅', '錦', '昞', '焅', '瓇', '鈤'])(
    'keeps the name 朱%s from GB18030',
    async (character) => {
      const name = `朱${character}`;
      const text = messageText('blood-count')
        .replaceAll('林晓梅', name)
        .replace('DPL2611200073', `DPL-${character.codePointAt(0)}`)
        .replace('DP000731', `DP-${character.codePointAt(0)}`)
        .replace(/~\d{17}[\dX]\^\^\^GA\^NI/, '');
      const [answer] = await sendFrame(door(), inCharset(text, 'gb18030', 'GB 18030-2000'));
      expect(answer).toMatchObject({ code: 'AA' });
      expect(await named(name)).toMatchObject([{ name }]);
    },
  );

  it.each(['UNICODE UTF-8', 'ASCII', '8859/1'])(
    'refuses GB18030 bytes declared as %j and stores nothing',
    async (declared) => {
      const text = messageText('blood-count')
        .replaceAll('林晓梅', '苗瑋錦')
        .replace('DP000731', 'DP-WRONG');
      const [answer] = await sendFrame(door(), inCharset(text, 'gb18030', declared));
      expect(answer).toMatchObject({ code: 'AR' });
      expect(await named('苗')).toEqual([]);
    },
  );
});
