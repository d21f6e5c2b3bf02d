import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { roles } from '@lianyi/shared/auth/viewer';
import type { OpenStream } from '@lianyi/shared/testing/event-client';
import { eventually as until } from '@lianyi/shared/testing/event-fixture';
import { examReport, labReport, tokens, tokensIn } from '../security/canary';
import { startCounty, type TestCounty } from '../support/county';
import { operation } from '../support/operations';
import {
  allAfter,
  detailOf,
  identified,
  pageAfter,
  platform,
  streamOf,
  type Told,
} from './feed-client';

const reporter = 'reporter@township-dongpu';
const userOf = (role: string) => `${role.toLowerCase().replaceAll('_', '-')}@county-hospital`;

interface PostedLab {
  readonly postLabReport: { readonly report: { readonly id: string; patient: { id: string } } };
}

describe.each(['one process', 'apart'] as const)('the change feed (%s)', (topology) => {
  let county: TestCounty;
  let patientId = '';
  const streams: OpenStream[] = [];
  let posts = 0;

  /** A report about the canary, as its sender sends it. */
  const post = async () => {
    posts += 1;
    const input = { ...labReport, sourceId: `CANARY-${posts}` };
    const { data, errors } = await county.run(reporter, operation('PostLab'), { input });
    if (errors) throw new Error(errors[0]?.message);
    return (data as unknown as PostedLab).postLabReport.report;
  };
  const open = async (user: string, options: Parameters<typeof streamOf>[3] = {}) => {
    const stream = await streamOf(county.gateway.url, county, user, options);
    streams.push(stream);
    return stream;
  };
  const told = (stream: OpenStream) => stream.events().map(({ data }) => data as Told);
  const reportsIn = (changes: readonly Told[]) =>
    changes
      .filter(({ type }) => type === 'results.report.stored')
      .map((one) => detailOf(one, 'reportId'));

  beforeAll(async () => {
    county = await startCounty({ topology, patients: 10, events: true });
    patientId = (await post()).patient.id;
    const exam = await county.run(reporter, operation('PostExam'), { input: examReport });
    expect(exam.errors).toBeUndefined();
    await until(async () => reportsIn(await allAfter(county, null)).length === 2);
  }, 60_000);
  afterEach(() => {
    for (const stream of streams.splice(0)) stream.close();
  });
  afterAll(() => county?.stop());

  it('has what all parts tell, each once and with the record it is of', async () => {
    const all = await allAfter(county, null, identified);
    const types = all.map(({ type }) => type).sort();
    expect(types).toEqual([
      'patients.identifier.linked',
      'patients.identifier.linked',
      'patients.patient.registered',
      'results.report.stored',
      'results.report.stored',
    ]);
    expect(new Set(all.map((one) => one.patientId))).toEqual(new Set([patientId]));
    expect(new Set(all.map((one) => one.pseudonym)).size).toBe(1);
  });

  it('names nobody and no record of a patient, in no byte of page and stream', async () => {
    const stream = await open(platform);
    await until(() => told(stream).length === 5);
    const page = await pageAfter(county, null);
    const signs = [...tokens, patientId];
    expect(tokensIn(stream.text(), signs)).toEqual([]);
    expect(tokensIn(JSON.stringify(page), signs)).toEqual([]);
    const known = await open(identified);
    await until(() => told(known).length === 5);
    expect(tokensIn(known.text(), signs)).toEqual([patientId]);
  });

  it('streams what comes, and goes on where a client broke off, as pages do', async () => {
    const { latest } = await pageAfter(county, null);
    const posted: string[] = [];
    let seen: Told[] = [];
    let last = latest ?? undefined;
    for (let turn = 0; turn < 4; turn += 1) {
      const stream = await open(platform, { after: last });
      posted.push((await post()).id, (await post()).id, (await post()).id);
      await until(() => told(stream).length > turn);
      const taken = told(stream).slice(0, turn + 1);
      seen = [...seen, ...taken];
      last = taken.at(-1)?.cursor;
      stream.close();
      await stream.done;
    }
    const rest = await open(platform, { after: last });
    await until(() => reportsIn([...seen, ...told(rest)]).length === posted.length);
    const all = [...seen, ...told(rest)];
    expect(reportsIn(all)).toEqual(posted);
    expect(all.map(({ cursor }) => cursor)).toEqual(
      (await allAfter(county, latest)).map(({ cursor }) => cursor),
    );
  });

  it('streams the types asked for', async () => {
    const stream = await open(platform, { search: '?types=patients.patient.registered' });
    await until(() => told(stream).length === 1);
    expect(told(stream)).toMatchObject([{ type: 'patients.patient.registered' }]);
  });

  it.each(roles.filter((role) => role !== 'REGIONAL_PLATFORM'))(
    'is refused to %s',
    async (role) => {
      const stream = await open(userOf(role));
      await stream.done;
      expect([stream.status, stream.text()]).toEqual([403, expect.stringContaining('FORBIDDEN')]);
      const { data, errors } = await county.run(userOf(role), '{ changes { latest } }');
      expect([data, errors?.[0]?.extensions.code]).toEqual([{ changes: null }, 'FORBIDDEN']);
    },
  );

  it('keeps its own questions from clients', async () => {
    for (const query of ['{ changesEnd }', 'mutation { storeChanges(events: []) }']) {
      const { errors } = await county.run('admin@county-hospital', query);
      expect(errors?.[0]?.message).toMatch(/^Cannot query field/);
    }
  });

  it('is told of in her access log where it said whose record it is', async () => {
    await pageAfter(county, null, identified);
    const log = `query ($id: ID!) { accessLog(patientId: $id, first: 100) { nodes { action basis } } }`;
    const { data } = await county.run('auditor@county-hospital', log, { id: patientId });
    const reading = { action: 'READ_CHANGES', basis: 'PLATFORM_SCOPE' };
    expect(data).toEqual({ accessLog: { nodes: expect.arrayContaining([reading]) } });
  });

  it('ends its streams when the gateway closes', async () => {
    const stream = await open(platform);
    await county.gateway.close();
    expect(await stream.done).toBe('ended');
    expect(stream.text()).toContain('this gateway is leaving');
  });
});
