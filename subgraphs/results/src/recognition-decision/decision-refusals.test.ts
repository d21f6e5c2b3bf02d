import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { roles } from '@lianyi/shared/auth/viewer';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import { ExamReport } from '../exam-report/exam-report.entity';
import { createOrderingClient, hiv, taken, wbc } from '../testing/ordering.client';
import { anObservation } from '../testing/report.factory';
import { clinician, type ResultsHarness, startResults } from '../testing/results.harness';
import { RecognitionDecision } from './recognition-decision.entity';

describeOnBothDatabases('a recognition decision that may not stand', (kind) => {
  let results: ResultsHarness;
  const { decide, postExam, postLab } = createOrderingClient(() => results);
  const values = new Map<string, string>();

  beforeAll(async () => {
    results = await startResults(kind);
    for (const id of ['relied', 'other', 'spoken']) {
      results.county.access.set(id, {});
      values.set(id, await postLab(id, { ...taken(2), observations: [wbc('5.6')] }));
    }
  });
  afterAll(() => results.stop());

  const relyOn = (patientId: string, more: object = {}) => ({
    ...{ patientId, itemCode: '6690-2', choice: 'RECOGNIZED' },
    observationId: values.get(patientId),
    ...more,
  });
  const repeat = (patientId: string, more: object = {}) => ({
    ...{ patientId, itemCode: '6690-2', choice: 'REPEATED', reason: 'FAST_CHANGING' },
    ...more,
  });
  const rowsOf = (patientId: string) =>
    results.database.read.find(RecognitionDecision, { where: { patientId } });

  it('needs a basis', async () => {
    const { errors } = await decide({ ...relyOn('relied'), patientId: 'closed' });
    expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
  });

  it('is for who treats the patient, not for who holds old data of hers', async () => {
    results.county.access.set('held', { scope: 'OWN', basis: 'OWN_DATA' });
    expect((await decide(repeat('held'))).errors).toMatchObject([
      { extensions: { code: 'FORBIDDEN', patientId: 'held' } },
    ]);
    expect(await rowsOf('held')).toEqual([]);
  });

  it.each(roles.filter((role) => role !== 'CLINICIAN' && role !== 'FAMILY_DOCTOR'))(
    'is not for a %s',
    async (role) => {
      const { errors } = await decide(relyOn('relied'), aViewer(role));
      expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
    },
  );

  it('refuses a result it may not rest on, whatever the cause, in the same words', async () => {
    results.county.access.set('narrow', { sensitive: false });
    const secret = await postLab('narrow', { ...taken(2), observations: [hiv] });
    const dropped = { ...taken(2), sourceId: 'dropped', observations: [wbc('4.0')] };
    const cancelled = await postLab('relied', dropped);
    await postLab('relied', { ...dropped, issuedAt: taken(3).issuedAt, status: 'CANCELLED' });
    const hgb = anObservation({ code: '718-7', value: '130', unit: 'g/L' });
    const otherItem = await postLab('relied', { ...taken(2), observations: [hgb] });
    const wanted = [
      relyOn('relied', { observationId: 'no-such-id' }),
      relyOn('relied', { observationId: values.get('other') }),
      relyOn('relied', { observationId: cancelled }),
      relyOn('relied', { observationId: otherItem }),
      relyOn('narrow', { itemCode: '56888-1', observationId: secret }),
    ];
    const before = await results.database.read.count(RecognitionDecision);
    const refusals = await Promise.all(wanted.map((input) => decide(input)));
    const messages = refusals.map(({ errors }) => errors?.[0]?.message);
    expect(new Set(messages)).toEqual(
      new Set([
        'observationId: is no result in force of this patient for this item or an equivalent.',
      ]),
    );
    expect(await results.database.read.count(RecognitionDecision)).toBe(before);
  });

  it('refuses an exam it may not rest on, whatever the cause, in the same words', async () => {
    results.county.access.set('secret', { sensitive: false });
    const secret = await postExam('secret', taken(2));
    await results.database.transaction((manager) =>
      manager.update(ExamReport, { id: secret }, { sensitivity: 'ALL' }),
    );
    const wanted = [
      ['relied', 'no-such-id'],
      ['relied', await postExam('other', taken(2))],
      ['relied', await postExam('relied', { ...taken(2), itemCode: 'CT-HEAD' })],
      ['secret', secret],
    ] as const;
    const exam = { itemCode: 'CT-CHEST', observationId: null };
    for (const [patientId, examReportId] of wanted) {
      const { errors } = await decide(relyOn(patientId, { ...exam, examReportId }));
      expect(errors?.map(({ message }) => message)).toEqual([
        'examReportId: is no result in force of this patient for this item or an equivalent.',
      ]);
      expect(await rowsOf(patientId)).toEqual([]);
    }
    const own = await postExam('relied', taken(2));
    const { decision } = await decide(relyOn('relied', { ...exam, examReportId: own }));
    expect(decision).toMatchObject({ choice: 'RECOGNIZED' });
  });

  it.each([
    ['itemCode', repeat('spoken', { itemCode: 'NO-SUCH' })],
    ['observationId', { ...relyOn('spoken'), observationId: null }],
    ['examReportId', relyOn('spoken', { observationId: 'a', examReportId: 'b' })],
    ['reason', relyOn('spoken', { observationId: 'a', reason: 'EMERGENCY' })],
    ['localReason', relyOn('spoken', { observationId: 'a', localReason: 'PATIENT_REQUEST' })],
    ['reason', repeat('spoken', { reason: null })],
    ['note', repeat('spoken', { reason: 'OTHER_CLINICAL_NEED' })],
    ['note', repeat('spoken', { reason: 'OTHER_CLINICAL_NEED', localReason: 'PATIENT_REQUEST' })],
    ['note', repeat('spoken', { note: ' ' })],
    ['note', repeat('spoken', { note: '长'.repeat(501) })],
    [
      'localReason',
      repeat('spoken', { reason: 'OTHER_CLINICAL_NEED', note: '是', localReason: 'NO' }),
    ],
    ['localReason', repeat('spoken', { localReason: 'PATIENT_REQUEST', note: '是' })],
    ['encounterId', repeat('spoken', { encounterId: 'x'.repeat(101) })],
    ['department', repeat('spoken', { department: '' })],
  ])('names the field of bad input and changes nothing: %s', async (field, input) => {
    const { errors } = await decide(input);
    expect(errors).toMatchObject([{ extensions: { code: 'INVALID_INPUT', field } }]);
    expect(await rowsOf('spoken')).toEqual([]);
  });

  it('takes a local reason with its note', async () => {
    const input = {
      reason: 'OTHER_CLINICAL_NEED',
      localReason: 'PATIENT_REQUEST',
      note: '家属要求',
    };
    expect((await decide(repeat('spoken', input))).decision).toMatchObject(input);
  });

  it('can be chosen from the six reasons and the county’s own', async () => {
    const query = '{ repeatReasons { code parent noteRequired } }';
    const { data } = await results.run(clinician, query);
    const reasons = data?.repeatReasons as { code: string; parent: string | null }[];
    expect(reasons.filter(({ parent }) => parent === null)).toHaveLength(6);
    expect(reasons.slice(5, 7)).toEqual([
      { code: 'OTHER_CLINICAL_NEED', parent: null, noteRequired: true },
      { code: 'RESULT_TOO_OLD', parent: 'OTHER_CLINICAL_NEED', noteRequired: true },
    ]);
  });
});
