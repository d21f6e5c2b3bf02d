import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import {
  type DiagnosisClient,
  diagnosisClient,
  doctor,
  reader,
  requested,
} from '../testing/diagnosis.client';
import { type ResultsHarness, startResults } from '../testing/results.harness';

const readerNumbered = (number: number) =>
  aViewer('REPORTER', 'imaging-center', {
    ...{ subject: `reader-${number}`, name: `阅片医师${number}` },
    practitionerId: `practitioner-${number}`,
  });
const other = readerNumbered(2);

describeOnBothDatabases('claimDiagnosticRequest', (kind) => {
  let results: ResultsHarness;
  let client: DiagnosisClient;
  let id = '';
  let made = 0;
  const at = (time: string) => {
    results.clock.now = new Date(`2026-03-04T${time}+08:00`);
  };
  beforeAll(async () => {
    results = await startResults(kind);
    client = diagnosisClient(results);
  });
  afterAll(() => results.stop());
  beforeEach(async () => {
    at('10:00:00');
    results.county.access.set('patient-1', {});
    id = (await requested(client, `claim-${made++}`)).id;
  });

  it('gives the request to the reader for half an hour', async () => {
    const { request } = await client.claim(id);
    const claimed = { status: 'CLAIMED', claimedUntil: '2026-03-04T10:30:00+08:00' };
    expect(request).toMatchObject({ ...claimed, claimedBy: { id: 'reader-1' } });
  });

  it('gives it to exactly one of fifty at once', async () => {
    const readers = Array.from({ length: 50 }, (_, number) => readerNumbered(number));
    const outcomes = await Promise.all(readers.map((one) => client.claim(id, one)));
    const winners = outcomes.flatMap(({ request }) => (request ? [request] : []));
    expect(winners).toHaveLength(1);
    const codes = outcomes.flatMap(
      ({ errors }) => errors?.map((one) => one.extensions?.code) ?? [],
    );
    expect(codes).toEqual(Array.from({ length: 49 }, () => 'CONFLICT'));
    const { nodes } = await client.list(doctor, '(status: CLAIMED, first: 100)');
    const stored = nodes.find((one) => one.id === id);
    expect(stored?.claimedBy).toEqual(winners[0]?.claimedBy);
  });

  it('tells another reader who holds it and until when', async () => {
    await client.claim(id, other);
    const { errors } = await client.claim(id);
    expect(errors).toMatchObject([
      {
        message: `Diagnostic request ${id} is claimed by 阅片医师2 until 2026-03-04T10:30:00+08:00. Take another one, or come back then.`,
        extensions: { code: 'CONFLICT' },
      },
    ]);
  });

  it('is the same claim where its holder claims again', async () => {
    const first = await client.claim(id);
    at('10:20:00');
    expect(await client.claim(id)).toEqual(first);
  });

  it('holds to the last millisecond and not beyond', async () => {
    await client.claim(id);
    at('10:29:59.999');
    expect((await client.claim(id, other)).errors).toBeDefined();
    at('10:30:00');
    const { request } = await client.claim(id, other);
    expect(request).toMatchObject({
      ...{ claimedBy: { id: 'practitioner-2' }, claimedUntil: '2026-03-04T11:00:00+08:00' },
    });
  });

  it('shows a claim that ran out as released, nothing having been written', async () => {
    await client.claim(id);
    at('10:30:00');
    const { nodes } = await client.list(doctor, '(first: 100)');
    const released = { status: 'REQUESTED', claimedBy: null, claimedUntil: null };
    expect(nodes.find((one) => one.id === id)).toMatchObject(released);
  });

  it('gives a released request to exactly one of fifty at once', async () => {
    await client.claim(id);
    at('10:31:00');
    const readers = Array.from({ length: 50 }, (_, number) => readerNumbered(100 + number));
    const outcomes = await Promise.all(readers.map((one) => client.claim(id, one)));
    expect(outcomes.filter(({ request }) => request)).toHaveLength(1);
  });

  it.each([
    ['a rejected request', () => client.reject(id, '图像不全'), 'REJECTED'],
    ['a cancelled request', () => client.cancel(id, '患者转走'), 'CANCELLED'],
  ])('refuses %s by its state', async (_title, end, state) => {
    await end();
    const { errors } = await client.claim(id);
    expect(errors).toMatchObject([
      { message: expect.stringContaining(`is ${state}`), extensions: { code: 'CONFLICT' } },
    ]);
  });

  it('refuses another centre, a closed record and an id that is none in the same words', async () => {
    const words = async (claimed: string, viewer = reader) => {
      const { errors } = await client.claim(claimed, viewer);
      expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
      return errors?.[0]?.message.replace(claimed, 'ID');
    };
    const none = await words('no-such-request');
    expect(await words(id, aViewer('REPORTER', 'county-hospital'))).toBe(none);
    expect(await words(id, aViewer('REPORTER', 'township-dongpu'))).toBe(none);
    results.county.access.delete('patient-1');
    expect(await words(id)).toBe(none);
  });

  it('is not for those who request', async () => {
    const clinician = aViewer('CLINICIAN', 'imaging-center');
    expect((await client.claim(id, clinician)).errors).toMatchObject([
      { extensions: { code: 'FORBIDDEN' } },
    ]);
  });

  it('keeps what stood after the patient’s part could not be asked', async () => {
    results.county.down.add('patients');
    const { errors } = await client.claim(id);
    results.county.down.clear();
    expect(errors).toMatchObject([{ extensions: { code: 'UNAVAILABLE' } }]);
    expect((await client.claim(id, other)).request?.status).toBe('CLAIMED');
  });
});
