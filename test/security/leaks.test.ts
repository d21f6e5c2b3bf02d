import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Role, roles } from '@lianyi/shared/auth/viewer';
import { startCounty, type TestCounty } from '../support/county';
import { messageText, sendFrame } from '../support/messages';
import { operation } from '../support/operations';
import { bearer, codesOf, post } from '../support/wire';
import {
  examReport,
  labReport,
  mistakes,
  type Posted,
  tokens,
  tokensIn,
  what,
  who,
} from './canary';

const reporter = 'reporter@township-dongpu';
const treating = 'clinician@county-hospital';
const stranger = 'clinician@people-hospital';
const searchers: readonly Role[] = [
  'CLINICIAN',
  'FAMILY_DOCTOR',
  'REPORTER',
  'REFERRAL_OFFICER',
  'PHARMACIST',
];
const userOf = (role: Role) => `${role.toLowerCase().replaceAll('_', '-')}@township-xiling`;

interface PostedReport {
  readonly postLabReport: { readonly report: { readonly patient: { readonly id: string } } };
}

describe.each(['one process', 'apart'] as const)('a person’s data (%s)', (topology) => {
  const log: string[] = [];
  let county: TestCounty;
  let id = '';
  const send = async (user: string, body: Posted | string) =>
    post(`${county.gateway.url}/graphql`, body, bearer(await county.token(user)));

  beforeAll(async () => {
    county = await startCounty({ topology, patients: 10, log });
    const lab = await county.run(reporter, operation('PostLab'), { input: labReport });
    await county.run(reporter, operation('PostExam'), { input: examReport });
    id = (lab.data as unknown as PostedReport).postLabReport.report.patient.id;
  }, 60_000);
  afterAll(() => county?.stop());

  const record = (user: string) =>
    send(user, { query: operation('UnifiedRecord'), variables: { id } });

  it('reaches who posted it', async () => {
    const query = `query ($id: ID!) { patient(id: $id) { name
      labReports { nodes { conclusion observations { value item { name } } } }
      examReports { nodes { findings conclusion } } } }`;
    const { text } = await send(reporter, { query, variables: { id } });
    expect(tokensIn(text, [who.name, ...Object.values(what)])).toEqual([
      who.name,
      ...Object.values(what),
    ]);
  });

  it('reaches the treating side whole', async () => {
    const query =
      'query ($id: ID!) { patient(id: $id) { name phone address identifiers { value } } }';
    await sendFrame(county.gateway.hl7 ?? '', Buffer.from(visit()));
    const { text } = await send(treating, { query, variables: { id } });
    expect(tokensIn(text, Object.values(who))).toEqual(Object.values(who));
  });

  describe.each(roles.filter((role) => role !== 'REGIONAL_PLATFORM'))(
    'without a basis (%s)',
    (role) => {
      it.each(['UnifiedRecord', 'Trend', 'Institutions'])('is not in %s', async (name) => {
        const answer = await send(userOf(role), {
          query: operation(name),
          variables: { id, item: '718-7' },
        });
        expect(tokensIn(answer.text)).toEqual([]);
      });

      it('is her name at most in a search', async () => {
        const query = `query ($search: String!) { patients(search: $search) { nodes { name phone address birthDate identifiers { value } } pageInfo { endCursor } } }`;
        const answer = await send(userOf(role), { query, variables: { search: who.name } });
        const searched = searchers.includes(role);
        expect(tokensIn(answer.text)).toEqual(searched ? [who.name] : []);
        expect(codesOf(answer)).toEqual(searched ? [] : ['FORBIDDEN']);
      });
    },
  );

  it('is shown to a platform without a word of who she is', async () => {
    const query = operation('UnifiedRecord').replace('name', 'address name');
    const { text } = await send('regional-platform@city-hospital', { query, variables: { id } });
    expect(text).toContain(what.value);
    expect(tokensIn(text, Object.values(who))).toEqual([]);
  });

  it.each(Object.keys(mistakes))('is not repeated to who sent %s', async (mistake) => {
    for (const user of [stranger, reporter, userOf('ADMIN')])
      expect([user, tokensIn((await send(user, mistakes[mistake] ?? '')).text)]).toEqual([
        user,
        [],
      ]);
  });

  it('is not repeated to a system whose message is wrong', async () => {
    const wrong = [
      visit().replace('19730415', who.name),
      visit().replace('PV1|1|O', `PV1|1|${who.number}`),
      visit().replace(/\rPV1.*/, ''),
      visit().replace(who.number, `${who.number}7`),
      visit().replace('ADT^A04', who.phone),
      visit().replace('PID|', `${who.name}|`),
    ];
    for (const message of wrong) {
      const answers = await sendFrame(county.gateway.hl7 ?? '', Buffer.from(message));
      expect(tokensIn(JSON.stringify(answers))).toEqual([]);
    }
  });

  if (topology === 'apart')
    it('is not in what is told of a part that is down', async () => {
      const report = '{ patient { id } }';
      for (const part of ['results', 'patients'] as const) {
        await county.apart?.stopOne(part);
        const answer = await send(reporter, {
          query: operation('PostLab').replace(report, '{ id }'),
          variables: { input: labReport },
        });
        expect([codesOf(answer), tokensIn(answer.text)]).toEqual([['UNAVAILABLE'], []]);
        expect(tokensIn(JSON.stringify((await record(stranger)).errors))).toEqual([]);
      }
    });

  it('is in no line of the log', () => {
    expect(log.length).toBeGreaterThan(50);
    for (const line of log) expect(() => JSON.parse(line)).not.toThrow();
    expect(tokensIn(log.join('\n'))).toEqual([]);
  });

  it('is in no metric', async () => {
    const text = await (await fetch(`${county.gateway.url}/metrics`)).text();
    expect(text).toContain('lianyi_operations_total');
    expect(tokensIn(text)).toEqual([]);
  });

  it('lies on the disk without number and phone, and in kept messages without anything', () => {
    const files = readdirSync(county.dataDir, { recursive: true, withFileTypes: true }).filter(
      (file) => file.isFile(),
    );
    const found = files.flatMap(({ parentPath, name }) => {
      const bytes = readFileSync(join(parentPath, name));
      const wanted = parentPath.includes('hl7') ? tokens : [who.number, who.phone];
      return wanted.filter((token) => bytes.includes(token)).map((token) => [name, token]);
    });
    expect(files.map(({ name }) => name)).toContain('patients.db');
    expect(found).toEqual([]);
  });
});

/** Her visit to the lead hospital, as its system tells it. */
const visit = () =>
  messageText('visit').replace(
    /PID\|[^\r]*/,
    `PID|1||${who.number}^^^GA^NI||${who.name}||19730415|F|||云溪县东浦镇${who.street}||${who.phone}`,
  );
