import { expect, it } from '@jest/globals';
import { createFieldCipher } from '@lianyi/shared/crypto/sealed-text';
import { insertRows } from '@lianyi/shared/database/insert-rows';
import { openDatabase } from '@lianyi/shared/database/open-database';
import { describeOnBothDatabases, testLocation } from '@lianyi/shared/testing/test-databases';
import { testKeys } from '@lianyi/shared/testing/test-subgraph';
import { patientsTables } from '../data-source';
import { PatientIdentifier } from '../identifier/identifier.entity';
import { PatientRow } from '../patient/patient.entity';
import { identifierRow, patientRow } from '../patient/patient-rows';
import { PatientBlock } from '../registration/patient-block.entity';
import { blockRows } from '../registration/person-blocks';
import { aNumber, aPatient } from '../testing/patients.factory';
import { AddMatching1732000003000 } from './1732000003000-add-matching';

const cipher = createFieldCipher(testKeys());
const older = patientsTables.migrations.filter((one) => one !== AddMatching1732000003000);

/** As rows were written before names were folded. */
const unfolded = (id: string) => ({
  ...patientRow(cipher, aPatient({ id, name: '張偉' })),
  ...{ nameKey: '張偉', pinyin: 'zhangwei', initials: 'zw' },
});

describeOnBothDatabases('the tables of matching', (kind) => {
  it('are filled for the patients who are there already', async () => {
    const { location, remove } = testLocation(kind);
    const before = await openDatabase({ ...patientsTables, migrations: older, location });
    const people = Array.from({ length: 601 }, (_, at) => unfolded(`patient-${at}`));
    const claims = ['張偉', '張偉之子'].map((claim, at) =>
      identifierRow(cipher, `patient-${at}`, aNumber(), claim),
    );
    await before.transaction(async (manager) => {
      await insertRows(manager, PatientRow, people);
      await insertRows(manager, PatientIdentifier, claims);
    });
    await before.close();
    const { read, close } = await openDatabase({ ...patientsTables, location });
    const [row] = await read.findBy(PatientRow, { id: 'patient-600' });
    expect(row).toMatchObject({ name: '張偉', nameKey: '张伟', pinyin: 'zhangwei' });
    const blocks = await read.findBy(PatientBlock, { patientId: 'patient-600' });
    const expected = blockRows(patientRow(cipher, aPatient({ id: 'patient-600', name: '張偉' })));
    expect(blocks.map(({ key }) => key).sort()).toEqual(expected.map(({ key }) => key).sort());
    expect(await read.count(PatientBlock)).toBe(people.length * expected.length);
    const found = await read.find(PatientIdentifier);
    expect(found.map(({ claim }) => claim).sort()).toEqual(['张伟', '张伟之子 1955-01-01']);
    await close();
    await remove([patientsTables.name]);
  });
});
