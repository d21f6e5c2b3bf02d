import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import {
  aRequest,
  type DiagnosisClient,
  diagnosisClient,
  doctor,
} from '../testing/diagnosis.client';
import { type ResultsHarness, startResults } from '../testing/results.harness';

describeOnBothDatabases('requestDiagnosis', (kind) => {
  let results: ResultsHarness;
  let client: DiagnosisClient;
  beforeAll(async () => {
    results = await startResults(kind);
    client = diagnosisClient(results);
    results.county.access.set('patient-1', {});
    results.county.access.set('patient-2', {});
  });
  afterAll(() => results.stop());

  const count = async () => {
    const [row] = await results.database.read.query('SELECT COUNT(*) AS n FROM diagnostic_request');
    return Number(row.n);
  };
  const refusalOf = async (overrides: object, viewer = doctor) => {
    const before = await count();
    const { errors } = await client.request(
      aRequest({ sourceId: 'refused', ...overrides }),
      viewer,
    );
    expect(await count()).toBe(before);
    const [error] = errors ?? [];
    return `${error?.extensions?.code} ${error?.message}`;
  };

  it('stores what was asked, due by kind and urgency', async () => {
    const { request } = await client.request(aRequest({ urgency: 'URGENT' }));
    expect(request).toEqual({
      ...{ id: expect.any(String), status: 'REQUESTED', urgency: 'URGENT', kind: 'IMAGING' },
      ...{ dueAt: '2026-03-04T12:00:00+08:00', performedAt: '2026-03-04T09:00:00+08:00' },
      ...{ studyInstanceUid: '1.2.156.1', clinicalQuestion: '咳嗽两周' },
      item: { code: 'CT-CHEST', name: expect.stringContaining('CT') },
      ...{ from: { id: 'township-dongpu' }, center: { id: 'imaging-center' } },
      ...{
        patient: { id: 'patient-1' },
        claimedBy: null,
        claimedUntil: null,
        report: null,
        labReport: null,
      },
      ...{ rejectionReason: null, cancellationReason: null, endedAt: null },
    });
  });

  it('is routine where nothing is said', async () => {
    const { request } = await client.request(aRequest({ sourceId: 'routine' }));
    expect(request).toMatchObject({ urgency: 'ROUTINE', dueAt: '2026-03-05T10:00:00+08:00' });
  });

  it('makes one request of the same sourceId, sent again later', async () => {
    const first = await client.request(aRequest({ sourceId: 'twice' }));
    results.clock.now = new Date('2026-03-04T11:00:00+08:00');
    const again = await client.request(aRequest({ sourceId: 'twice' }));
    results.clock.now = new Date('2026-03-04T10:00:00+08:00');
    expect(again).toEqual(first);
    expect(first.request).toBeDefined();
  });

  it('makes one request of twenty at once', async () => {
    const before = await count();
    const sent = Array.from({ length: 20 }, () => client.request(aRequest({ sourceId: 'race' })));
    const ids = (await Promise.all(sent)).map(({ request }) => request?.id);
    expect(new Set(ids).size).toBe(1);
    expect(await count()).toBe(before + 1);
  });

  it('keeps the same sourceId of two institutions apart', async () => {
    const xiling = aViewer('CLINICIAN', 'township-xiling');
    const one = await client.request(aRequest({ sourceId: 'shared' }));
    const other = await client.request(aRequest({ sourceId: 'shared' }), xiling);
    expect(other.request?.from).toEqual({ id: 'township-xiling' });
    expect(other.request?.id).not.toBe(one.request?.id);
  });

  it.each([
    ['patientId', 'patient-2'],
    ['itemCode', 'CT-HEAD'],
    ['centerId', 'county-hospital'],
    ['performedAt', '2026-03-04T09:00:01+08:00'],
    ['studyInstanceUid', '1.2.156.2'],
    ['clinicalQuestion', '胸痛'],
    ['urgency', 'EMERGENCY'],
  ])('is CONFLICT where the same sourceId comes with another %s', async (field, value) => {
    await client.request(aRequest({ sourceId: 'fixed' }));
    const { errors } = await client.request(aRequest({ sourceId: 'fixed', [field]: value }));
    expect(errors).toMatchObject([
      {
        message: expect.stringContaining('asks for something else'),
        extensions: { code: 'CONFLICT' },
      },
    ]);
  });

  it.each([
    [{ performedAt: '2026-03-04T10:00:00.001+08:00' }, 'performedAt: lies in the future.'],
    [{ performedAt: '1899-12-31T10:00:00+08:00' }, 'performedAt: lies before 1900.'],
    [{ itemCode: 'CT-NOTHING' }, 'itemCode: is no item of the catalogue.'],
    [{ itemCode: 'CT-ALL' }, 'itemCode: is no item of the catalogue.'],
    [{ sourceId: ' ' }, 'sourceId: must not be empty.'],
    [{ sourceId: 'x'.repeat(101) }, 'sourceId: must not be longer than 100 characters.'],
    [{ studyInstanceUid: '1.2.x' }, 'studyInstanceUid: must be a DICOM UID of digits and dots.'],
    [{ clinicalQuestion: '问'.repeat(2001) }, 'clinicalQuestion: must not be longer than 2000'],
    [{ centerId: 'township-dongpu' }, 'centerId: is the own institution'],
    [{ centerId: 'city-hospital' }, 'centerId: is no member of this institution’s medical'],
    [{ centerId: 'province-hospital' }, 'centerId: is no member of this institution’s medical'],
    [{ centerId: 'nowhere' }, 'centerId: is no member of this institution’s medical community.'],
  ])('refuses %j and stores nothing', async (overrides, cause) => {
    expect(await refusalOf(overrides)).toContain(`INVALID_INPUT ${cause}`);
  });

  it('takes any other member for a centre', async () => {
    const input = aRequest({ sourceId: 'member', centerId: 'county-hospital' });
    expect((await client.request(input)).request?.center).toEqual({ id: 'county-hospital' });
  });

  it('refuses a patient whose record the viewer may not open, as one who is none', async () => {
    const words = await refusalOf({ patientId: 'closed' });
    expect(words).toContain('FORBIDDEN');
    expect((await refusalOf({ patientId: 'nobody' })).replaceAll('nobody', 'closed')).toBe(words);
  });

  it('is UNAVAILABLE where nobody can say who is a member', async () => {
    results.county.down.add('personnel');
    const words = await refusalOf({ centerId: 'lab-center' });
    results.county.down.clear();
    expect(words).toContain('UNAVAILABLE');
  });

  it('is refused to an institution that belongs to no community', async () => {
    const words = await refusalOf({}, aViewer('CLINICIAN', 'province-hospital'));
    expect(words).toContain('FORBIDDEN Institution province-hospital belongs to no');
  });

  it.each(['REPORTER', 'REFERRAL_OFFICER', 'QUALITY_MANAGER'] as const)(
    'is not for a %s',
    async (role) => {
      expect(await refusalOf({}, aViewer(role, 'township-dongpu'))).toContain('FORBIDDEN');
    },
  );
});
