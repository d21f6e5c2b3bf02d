import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { describeOnBothDatabases, schemaDrift } from '@lianyi/shared/testing/test-databases';
import { aViewer } from '@lianyi/shared/testing/test-subgraph';
import {
  aCoding,
  aCondition,
  aContract,
  aNumber,
  anAllergy,
  anEncounter,
  aSource,
  residentIds,
  savePatient,
} from './testing/patients.factory';
import {
  clinician,
  type PatientsHarness,
  reporter,
  startPatients,
} from './testing/patients.harness';

const record = `{
  id name gender birthDate age phone address
  identifiers { system value institution { id } }
  allergies { substance { code display } reaction recordedBy { id } recordedAt }
  conditions { nodes { id code { code } onset active chronic recordedBy { id } } pageInfo { hasNextPage } }
  encounters { nodes { id class institution { id } practitioner { id } startedAt endedAt diagnoses { code } } }
  familyDoctorContract { id team { id } period { start end } priorityGroups }
}`;
const patientQuery = `query ($id: ID!) { patient(id: $id) ${record} }`;

describeOnBothDatabases('the patients subgraph', (kind) => {
  let harness: PatientsHarness;
  const open = async (viewer = clinician, id = 'patient-1') => {
    const { data, errors } = await harness.run(viewer, patientQuery, { id });
    return { patient: (data?.patient ?? null) as Record<string, unknown> | null, errors };
  };

  beforeAll(async () => {
    harness = await startPatients(kind);
  });
  beforeEach(async () => {
    await harness.clear();
    await harness.database.transaction(async (manager) => {
      await savePatient(manager, {}, [
        aNumber(),
        aNumber({
          ...{ system: 'MEDICAL_RECORD_NUMBER' as never, issuerId: 'county-hospital' },
          value: 'MR000017',
        }),
      ]);
      await manager.save([
        anEncounter(),
        anEncounter({ id: 'encounter-2', institutionId: 'people-hospital' }),
        aCondition(),
        aCondition({ id: 'condition-2', code: aCoding({ code: 'F20.0' }), sensitive: true }),
        aCondition({ id: 'condition-3', institutionId: 'people-hospital' }),
        anAllergy(),
        aContract(),
      ]);
    });
  });
  afterAll(() => harness?.stop());

  it('has the tables its entities describe', async () => {
    expect(await schemaDrift(harness.database)).toEqual([]);
  });

  it('opens a whole record to a clinician who treats the patient', async () => {
    const { patient, errors } = await open();
    expect(errors).toBeUndefined();
    expect(patient).toMatchObject({
      ...{ id: 'patient-1', name: '张建国', gender: 'MALE', birthDate: '1955-01-01', age: 71 },
      ...{ phone: '13800001234', address: '云溪县东浦镇河湾村12号' },
      identifiers: [
        { system: 'RESIDENT_ID', value: residentIds[0], institution: null },
        {
          system: 'MEDICAL_RECORD_NUMBER',
          value: 'MR000017',
          institution: { id: 'county-hospital' },
        },
      ],
      allergies: [{ substance: { display: '青霉素' }, recordedBy: { id: 'township-dongpu' } }],
      familyDoctorContract: {
        ...{ team: { id: 'team-1' }, period: { start: '2026-01-01', end: '2026-12-31' } },
        priorityGroups: ['01', '06', '09'],
      },
    });
    expect(patient?.conditions).toMatchObject({ nodes: { length: 3 } });
    expect(patient?.encounters).toMatchObject({ nodes: { length: 2 } });
  });

  it('shows an institution with nothing but its own data its own rows, and every allergy', async () => {
    await harness.database.transaction((manager) =>
      manager.save([
        aSource({ institutionId: 'lab-center' }),
        anEncounter({ id: 'encounter-3', institutionId: 'lab-center' }),
      ]),
    );
    const { data, errors } = await harness.run(
      reporter,
      '{ patient(id: "patient-1") { name phone address birthDate identifiers { value } allergies { reaction } conditions { nodes { id } } encounters { nodes { id } } } }',
    );
    expect(errors).toBeUndefined();
    expect(data).toEqual({
      patient: {
        ...{
          name: '张建国',
          phone: '138****1234',
          address: '云溪县东浦镇',
          birthDate: '1955-01-01',
        },
        identifiers: [{ value: '3413**********1012' }, { value: '****0017' }],
        allergies: [{ reaction: '皮疹' }],
        conditions: { nodes: [] },
        encounters: { nodes: [{ id: 'encounter-3' }] },
      },
    });
  });

  it('keeps a platform without the scope from knowing who the patient is', async () => {
    const { patient, errors } = await open(aViewer('REGIONAL_PLATFORM', 'city-hospital'));
    expect(errors).toBeUndefined();
    expect(patient).toMatchObject({
      ...{ name: '张*', birthDate: null, age: 71, phone: null, address: null },
      identifiers: [{ value: '****' }, { value: '****' }],
      conditions: { nodes: [{ id: 'condition-1' }, { id: 'condition-3' }] },
      familyDoctorContract: { priorityGroups: ['01', '06'] },
    });
  });

  it('leaves sensitive diagnoses out of what a platform sees', async () => {
    await harness.database.transaction((manager) =>
      manager.save(
        anEncounter({ id: 'encounter-4', diagnoses: [aCoding(), aCoding({ code: 'B24' })] }),
      ),
    );
    const platform = aViewer('REGIONAL_PLATFORM', 'city-hospital', { scopes: ['identified'] });
    const { patient } = await open(platform);
    expect(patient).toMatchObject({ name: '张建国', phone: '13800001234' });
    expect(JSON.stringify(patient?.encounters)).not.toContain('B24');
  });

  it('refuses who has no basis and a patient who does not exist alike', async () => {
    const stranger = aViewer('CLINICIAN', 'lab-center');
    const [known, unknown] = [await open(stranger), await open(stranger, 'nobody')];
    const shape = (id: string) => [
      {
        message: expect.stringContaining(`No basis to open the record of patient ${id}.`),
        path: ['patient'],
        extensions: { code: 'FORBIDDEN', patientId: id, breakGlass: true },
      },
    ];
    expect(known.patient).toBeNull();
    expect(known.errors).toEqual(shape('patient-1'));
    expect(unknown.errors).toEqual(shape('nobody'));
  });
});
