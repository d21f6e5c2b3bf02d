import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { startCounty, type TestCounty } from '../support/county';

const lead = 'clinician@county-hospital';
const steward = 'quality-manager@county-hospital';

interface Registered {
  readonly registerPatient: {
    readonly outcome: string;
    readonly patient: { readonly id: string };
    readonly candidates: readonly { readonly id: string }[];
  };
}
interface Listed {
  readonly nodes: readonly { readonly id: string }[];
}
interface Histories {
  readonly patient: Readonly<
    Record<'labReports' | 'examReports' | 'referrals' | 'prescriptions' | 'encounters', Listed>
  > & { readonly trend: readonly { readonly value: string }[] };
}

const lists = ['labReports', 'examReports', 'referrals', 'prescriptions', 'encounters'] as const;
const histories = `query ($id: ID!) { patient(id: $id) {
  ${lists.map((list) => `${list}(first: 100) { nodes { id } }`).join(' ')} trend(itemCode: "718-7") { value } } }`;

describeOnBothDatabases('a woman who is registered twice', (kind) => {
  let county: TestCounty;
  let [first, second, candidateId] = ['', '', ''];
  let before: Record<string, Histories>;
  const read = async (id: string) => {
    const { data, errors } = await county.run(lead, histories, { id });
    expect(errors).toBeUndefined();
    return data as unknown as Histories;
  };
  const idsOf = ({ patient }: Histories) =>
    Object.fromEntries(lists.map((list) => [list, patient[list].nodes.map(({ id }) => id).sort()]));
  const post = (patientId: string, sourceId: string, value: string) =>
    county.run(
      'reporter@people-hospital',
      `mutation ($input: LabReportInput!) { postLabReport(input: $input) { report { id } } }`,
      {
        input: {
          ...{ patient: { patientId }, sourceId, status: 'FINAL' },
          issuedAt: '2026-11-01T08:00:00+08:00',
          observations: [{ code: '718-7', value, unit: 'g/L' }],
        },
      },
    );

  beforeAll(async () => {
    const topology = kind === 'sqlite' ? 'one process' : 'apart';
    county = await startCounty({ kind, topology, patients: 12 });
    const { id, identifiers } = county.county.person(0);
    first = id;
    const value = identifiers.find(({ system }) => system === 'RESIDENT_ID')?.value;
    const { data } = await county.run(
      lead,
      `mutation ($identifiers: [IdentifierInput!]!) {
        registerPatient(identifiers: $identifiers, demographics: { name: "柯试", gender: FEMALE }) { outcome patient { id } candidates { id } } }`,
      { identifiers: [{ system: 'RESIDENT_ID', value }] },
    );
    const { registerPatient } = data as unknown as Registered;
    expect(registerPatient.outcome).toBe('POSSIBLE_DUPLICATE');
    second = registerPatient.patient.id;
    candidateId = registerPatient.candidates[0]?.id ?? '';
    const visit = `mutation ($id: ID!) { recordEncounter(input: { patientId: $id sourceId: "TWICE-1" class: OUTPATIENT startedAt: "2026-11-02T08:00:00+08:00" }) { id } }`;
    await county.run(lead, visit, { id: second });
    await post(first, 'TWICE-1', '128');
    await post(second, 'TWICE-2', '131');
    before = { [first]: await read(first), [second]: await read(second) };
  }, 120_000);
  afterAll(() => county?.stop());

  it('has two histories until somebody decides', () => {
    const [one, other] = [before[first], before[second]];
    if (!one || !other) throw new Error('not read');
    expect(idsOf(one).prescriptions).not.toEqual([]);
    expect(idsOf(one).referrals).not.toEqual([]);
    expect(idsOf(other)).toMatchObject({ prescriptions: [], referrals: [] });
    expect(other.patient.labReports.nodes).toHaveLength(1);
  });

  it('has one history, read through every part from either id, once they are merged', async () => {
    const merge = 'mutation ($id: ID!) { mergePatients(candidateId: $id) { id recordIds } }';
    const { data, errors } = await county.run(steward, merge, { id: candidateId });
    expect(errors).toBeUndefined();
    expect(data).toMatchObject({
      mergePatients: { recordIds: expect.arrayContaining([first, second]) },
    });
    const [one, other] = [await read(first), await read(second)];
    expect(idsOf(other)).toEqual(idsOf(one));
    for (const list of lists)
      expect(idsOf(one)[list]).toEqual(
        [first, second]
          .flatMap((id) => before[id]?.patient[list].nodes.map((node) => node.id) ?? [])
          .sort(),
      );
    expect(other.patient.trend).toEqual(one.patient.trend);
    expect(one.patient.trend.map(({ value }) => value)).toEqual(
      expect.arrayContaining(['128', '131']),
    );
  });

  it('keeps what arrives in between where it was posted, and is two again after the reversal', async () => {
    await post(second, 'TWICE-3', '127');
    const unmerge = 'mutation ($id: ID!) { unmergePatient(patientId: $id) { recordIds } }';
    const { data } = await county.run(steward, unmerge, { id: second });
    expect(data).toEqual({ unmergePatient: { recordIds: [second] } });
    const other = await read(second);
    expect(other.patient.labReports.nodes).toHaveLength(2);
    expect(await read(first)).toEqual(before[first]);
  });

  it('leaves each step in the log of both records', async () => {
    const log =
      'query ($id: ID!) { accessLog(patientId: $id, first: 100) { nodes { action viewerName } } }';
    for (const id of [first, second]) {
      const { data } = await county.run('auditor@county-hospital', log, { id });
      const { nodes } = (data as unknown as { accessLog: { nodes: { action: string }[] } })
        .accessLog;
      expect(nodes.map(({ action }) => action)).toEqual(
        expect.arrayContaining(['MERGE_PATIENTS', 'UNMERGE_PATIENT']),
      );
    }
  });
});
