import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { startCounty, type TestCounty } from '../support/county';
import { codesOf } from '../support/wire';

/** Where she is treated for what is sensitive. */
const treating = 'clinician@village-shahe-2';
/** Where her family doctor is. */
const doctor = 'family-doctor@township-shahe';
/** Where she has never been. */
const stranger = 'clinician@township-xiling';
const lead = 'auditor@county-hospital';
const hour = 3_600_000;
/** Schizophrenia. */
const illness = 'F20.900';
const ofIllness = ({ diagnoses }: { diagnoses: readonly { code: string }[] }) =>
  diagnoses.some(({ code }) => code === illness);
const reason = '昏迷送医，家属不在，需查用药和过敏史';

const record = `query ($id: ID!) { patient(id: $id) {
  conditions { nodes { code { code } } } encounters(first: 100) { nodes { diagnoses { code } } }
  labReports(first: 100) { nodes { id observations { item { code } } } }
  referrals(first: 100) { nodes { id diagnoses { code } } }
  prescriptions(first: 100) { nodes { id diagnoses { code } } }
} }`;
const restricting = `mutation ($input: RestrictionInput!) { made: restrictRecord(input: $input) { id } }`;
const lifting = `mutation ($id: ID!) { made: liftRestriction(id: $id, note: "本人要求取消") { id } }`;
const breaking = `mutation ($id: ID!, $reason: String!) { made: breakGlass(patientId: $id, reason: $reason) { id } }`;

describeOnBothDatabases('a woman who keeps her illness to herself', (kind) => {
  let county: TestCounty;
  let [id, reportId, prescriptionId, referralId] = ['', '', '', ''];
  let clock = new Date('2026-11-21T10:00:00+08:00');

  const read = async (user: string) => {
    const { data, errors } = await county.run(user, record, { id });
    return { text: JSON.stringify(data), opened: data?.patient != null, errors };
  };
  /** How often the illness is named, and which of the papers that tell of it are shown. */
  const told = (text: string) => ({
    illness: text.split(illness).length - 1,
    report: text.includes(reportId),
    prescription: text.includes(prescriptionId),
    referral: text.includes(referralId),
  });
  const nothing = { illness: 0, report: false, prescription: false, referral: false };
  const byId = (user: string, field: string, given: string) =>
    county.run(user, `query ($given: ID!) { found: ${field}(id: $given) { id } }`, { given });
  const documents = () =>
    [
      ['labReport', reportId],
      ['prescription', prescriptionId],
      ['referral', referralId],
    ] as const;
  const made = async (user: string, mutation: string, variables: Record<string, unknown>) => {
    const { data, errors } = await county.run(user, mutation, variables);
    expect(errors).toBeUndefined();
    return (data as unknown as { made: { id: string } }).made.id;
  };
  const listed = async (user: string, list: string) => {
    const { data } = await county.run(user, `{ found: ${list} }`);
    return (data as unknown as { found: { nodes: Record<string, unknown>[] } }).found.nodes;
  };
  const expectUnknown = async (
    user: string,
    fields: string[] = ['labReport', 'prescription', 'referral'],
  ) => {
    const nobody = '00000000-0000-4000-8000-00000000beef';
    for (const [field, one] of documents().filter(([name]) => fields.includes(name))) {
      const [there, nowhere] = [await byId(user, field, one), await byId(user, field, nobody)];
      expect(codesOf(there)).toEqual(['FORBIDDEN']);
      expect(JSON.stringify(there).replaceAll(one, nobody)).toBe(JSON.stringify(nowhere));
    }
  };

  beforeAll(async () => {
    const topology = kind === 'sqlite' ? 'one process' : 'apart';
    county = await startCounty({ kind, topology, patients: 12, now: () => clock });
    const { person, history } = county.county.resident(11);
    id = person.id;
    prescriptionId = history.prescriptions().find(ofIllness)?.id ?? '';
    referralId = history.referrals().find(ofIllness)?.id ?? '';
    const { data } = await county.run(
      'reporter@lab-center',
      `mutation ($input: LabReportInput!) { made: postLabReport(input: $input) { report { id } } }`,
      {
        input: {
          ...{ patient: { patientId: id }, sourceId: 'KEPT-1', status: 'FINAL' },
          issuedAt: '2026-11-20T08:00:00+08:00',
          observations: [{ code: '56888-1', value: '阴性' }],
        },
      },
    );
    reportId = (data as unknown as { made: { report: { id: string } } }).made.report.id;
  }, 120_000);
  afterAll(() => county?.stop());

  it('is seen whole where she is treated', async () => {
    const { text, errors } = await read(treating);
    expect(errors).toBeUndefined();
    expect(told(text)).toMatchObject({ report: true, prescription: true, referral: true });
    expect(told(text).illness).toBeGreaterThanOrEqual(4);
  });

  it('is seen by her family doctor without any of it, in every part', async () => {
    const { text, opened, errors } = await read(doctor);
    expect([opened, errors]).toEqual([true, undefined]);
    expect(told(text)).toEqual(nothing);
    await expectUnknown(doctor);
  });

  it('is seen whole by her family doctor once she says so', async () => {
    const { data } = await county.run(
      treating,
      'query ($id: ID!) { patient(id: $id) { restrictions { id } } }',
      { id },
    );
    const { restrictions } = (data as unknown as { patient: { restrictions: { id: string }[] } })
      .patient;
    expect(restrictions).toHaveLength(1);
    await made(treating, lifting, { id: restrictions[0]?.id });
    expect(told((await read(doctor)).text)).toEqual(told((await read(treating)).text));
    for (const [field, given] of documents())
      expect((await byId(doctor, field, given)).data).toEqual({ found: { id: given } });
  });

  it('is shut to her family doctor once she closes it, but for what is his own, in every part', async () => {
    const wish = { patientId: id, kind: 'INSTITUTION', institutionId: 'township-shahe' };
    await made(treating, restricting, { input: { ...wish, note: '亲属在该院工作' } });
    const { text, errors } = await read(doctor);
    expect(errors?.map(({ extensions }) => extensions.code) ?? []).toEqual([]);
    // It took part in the referral: that is its own.
    expect(told(text)).toMatchObject({ report: false, prescription: false, referral: true });
    expect(text).toContain('"encounters":{"nodes":[]}');
    await expectUnknown(doctor, ['labReport', 'prescription']);
  });

  it('is opened in an emergency, in every part, each look marked', async () => {
    await made(doctor, breaking, { id, reason });
    expect(told((await read(doctor)).text)).toEqual(told((await read(treating)).text));
    for (const [field, given] of documents())
      expect((await byId(doctor, field, given)).data).toEqual({ found: { id: given } });
    const log = `accessLog(patientId: "${id}", first: 100) { nodes { action basis reason circumstance institution { id } } }`;
    const looks = (await listed(lead, log)).filter(({ basis }) => basis === 'BREAK_GLASS');
    const mark = { basis: 'BREAK_GLASS', reason, circumstance: 'RESTRICTED' };
    const look = { ...mark, action: 'READ_RECORD', institution: { id: 'township-shahe' } };
    expect(looks).toEqual([look, look, look, look, { ...look, action: 'BREAK_GLASS' }]);
  });

  it('is judged by the auditor, who sees what was looked at', async () => {
    const queue =
      'breakGlassReviews { nodes { id patientId restricted uses { action count } outcome } }';
    const [review] = await listed(lead, queue);
    const uses = [{ action: 'READ_RECORD', count: 4 }];
    expect(review).toMatchObject({ patientId: id, restricted: true, uses, outcome: null });
    await made(
      lead,
      'mutation ($id: ID!) { made: reviewBreakGlass(id: $id, outcome: JUSTIFIED, note: "属实") { id } }',
      { id: review?.id },
    );
    expect(await listed(lead, queue)).toMatchObject([{ outcome: 'JUSTIFIED' }]);
  });

  it('is told to her family doctor when it happens elsewhere, not while it is closed to her', async () => {
    const glass = await made(stranger, breaking, { id, reason });
    const inbox = 'breakGlassNotices { nodes { id patient { id } reason institution { id } } }';
    clock = new Date(clock.getTime() + 4 * hour);
    expect(await listed(doctor, inbox)).toEqual([]);
    const { data } = await county.run(
      treating,
      'query ($id: ID!) { patient(id: $id) { restrictions { id } } }',
      { id },
    );
    const [{ id: restriction } = { id: '' }] = (
      data as unknown as { patient: { restrictions: { id: string }[] } }
    ).patient.restrictions;
    await made(treating, lifting, { id: restriction });
    const told = { id: glass, patient: { id }, reason, institution: { id: 'township-xiling' } };
    expect(await listed(doctor, inbox)).toEqual([told]);
  });

  it('is shut again to who broke the glass when the time is over', async () => {
    expect((await read(stranger)).opened).toBe(false);
    await expectUnknown(stranger);
  });
});
