import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { aLabReport, anObservation } from '../testing/report.factory';
import { clinician, type ResultsHarness, startResults } from '../testing/results.harness';

describeOnBothDatabases('postLabReport', (kind) => {
  let results: ResultsHarness;
  beforeAll(async () => {
    results = await startResults(kind);
  });
  afterAll(() => results.stop());

  it('keeps what was printed and sets number, unit, code and meaning beside it', async () => {
    const unknown = { code: 'XYZ', name: '某项', value: '<0.01', unit: 'AU', referenceRange: null };
    const degree = { code: 'HBsAg', value: '阳性(+)', unit: null, referenceRange: '阴性' };
    const observations = [
      anObservation({ value: '１２.５０', unit: 'X10^9/L' }),
      anObservation(unknown),
      anObservation(degree),
    ];
    const fields =
      'report { observations { value number comparator unit ucumUnit interpretation item { code name unit windowDays } } }';
    const { value } = await results.post(aLabReport({ observations }), { fields });
    expect(value?.report.observations).toEqual([
      {
        ...{ value: '１２.５０', number: 12.5, comparator: null },
        ...{ unit: 'X10^9/L', ucumUnit: '10*9/L', interpretation: 'HIGH' },
        item: { code: '6690-2', name: '白细胞计数', unit: '10*9/L', windowDays: 7 },
      },
      {
        ...{ value: '<0.01', number: 0.01, comparator: '<' },
        ...{ unit: 'AU', ucumUnit: null, interpretation: 'NORMAL' },
        item: { code: 'XYZ', name: '某项', unit: null, windowDays: null },
      },
      {
        ...{ value: '阳性(+)', number: null, comparator: null },
        ...{ unit: null, ucumUnit: null, interpretation: 'ABNORMAL' },
        item: { code: '5196-1', name: '乙肝表面抗原', unit: null, windowDays: 90 },
      },
    ]);
  });

  it.each([
    ['sourceId', { sourceId: ' ' }],
    ['patient', { patient: {} }],
    ['observations', { observations: [] }],
    ['observations', { observations: Array.from({ length: 501 }, () => anObservation()) }],
    ['observations.0.code', { observations: [anObservation({ code: '' })] }],
    [
      'observations.1.unit',
      { observations: [anObservation(), anObservation({ unit: 'x'.repeat(101) })] },
    ],
    ['observations.0.value', { observations: [anObservation({ value: 'a\u0000b' })] }],
    ['observations.0.value', { observations: [anObservation({ value: '\ud800' })] }],
    ['issuedAt', { issuedAt: '2026-03-06T09:00:00+08:00' }],
    ['effectiveAt', { effectiveAt: '0001-01-01T00:00:00Z' }],
    ['effectiveAt', { effectiveAt: '2026-03-05T10:00:00.001+08:00' }],
  ])(
    'refuses bad input, naming %s, before it asks or writes anything',
    async (field, overrides) => {
      const before = results.county.asked.get('ResolvePatientRef');
      const { errors } = await results.post(aLabReport({ sourceId: 'bad', ...overrides }));
      expect(errors).toMatchObject([{ extensions: { code: 'INVALID_INPUT', field } }]);
      expect(results.county.asked.get('ResolvePatientRef')).toBe(before);
    },
  );

  it('takes a clock that runs a day ahead', async () => {
    const effectiveAt = '2026-03-05T10:00:00+08:00';
    const { errors } = await results.post(aLabReport({ sourceId: 'ahead', effectiveAt }));
    expect(errors).toBeUndefined();
  });

  it.each(['AMENDED', 'CANCELLED'] as const)(
    'takes a report whose first version never came: %s is the first known here',
    async (status) => {
      const fields = 'report { status version history { version status } }';
      const input = aLabReport({ sourceId: `first-${status}`, status });
      const { value } = await results.post(input, { fields });
      const report = { status, version: 1, history: [{ version: 1, status }] };
      expect(value).toEqual({ outcome: 'CREATED', report });
      const earlier = { status: 'FINAL', issuedAt: '2026-03-01T08:30:00+08:00' } as const;
      const late = await results.post({ ...input, ...earlier }, { fields });
      expect(late.value).toMatchObject({
        outcome: 'AMENDED',
        report: { status, version: 1, history: [{}, { version: 2, status: 'FINAL' }] },
      });
    },
  );

  it('writes nothing where the patients subgraph refuses', async () => {
    const stranger = aLabReport({ sourceId: 'refused', patient: { patientId: 'stranger' } });
    const { errors } = await results.post(stranger);
    expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
    const { value } = await results.post(aLabReport({ sourceId: 'refused' }));
    expect(value?.outcome).toBe('CREATED');
  });

  it('says so where the patients subgraph cannot be asked', async () => {
    results.county.down.add('patients');
    const { errors } = await results.post(aLabReport({ sourceId: 'down' }));
    results.county.down.delete('patients');
    expect(errors).toMatchObject([{ extensions: { code: 'UNAVAILABLE', part: 'patients' } }]);
  });

  it('lets reporters alone post', async () => {
    const { errors } = await results.post(aLabReport(), { viewer: clinician });
    expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
  });

  it('stores 500 values as they came', async () => {
    const observations = Array.from({ length: 500 }, (_, index) =>
      anObservation({ code: `C${index}`, value: String(index) }),
    );
    const input = aLabReport({ sourceId: 'large', observations });
    const { value } = await results.post(input, { fields: 'report { observations { value } }' });
    expect(value?.report.observations).toEqual(observations.map((one) => ({ value: one.value })));
  });
});
