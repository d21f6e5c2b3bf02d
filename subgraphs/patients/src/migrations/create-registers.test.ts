import { expect, it } from '@jest/globals';
import { openDatabase } from '@lianyi/shared/database/open-database';
import { describeOnBothDatabases, testLocation } from '@lianyi/shared/testing/test-databases';
import { FamilyDoctorContract } from '../contract/family-doctor-contract.entity';
import { patientsTables } from '../data-source';
import { PatientRow } from '../patient/patient.entity';
import { CreateRegisters1732000006000 } from './1732000006000-create-registers';

const before = patientsTables.migrations.slice(
  0,
  patientsTables.migrations.indexOf(CreateRegisters1732000006000),
);

describeOnBothDatabases('a database with contracts of before', (kind) => {
  it('knows until when they bind', async () => {
    const { location, remove } = testLocation(kind);
    const old = await openDatabase({ ...patientsTables, migrations: [...before], location });
    await old.transaction(async (manager) => {
      for (const id of ['p1', 'p2', 'p3'])
        await manager.query(
          "INSERT INTO `patient` (`id`, `name`, `nameKey`, `pinyin`, `initials`, `gender`, `registeredBy`, `registeredAt`) VALUES (?, '', '', '', '', 'FEMALE', 'township-dongpu', '2026-01-01 00:00:00.000')",
          [id],
        );
      const contracts = [
        ['c1', 'p1', '2024-01-01', '2025-12-31'],
        ['c2', 'p1', '2026-01-01', '2026-12-31'],
        ['c3', 'p2', '2020-01-01', null],
      ];
      for (const row of contracts)
        await manager.query(
          "INSERT INTO `family_doctor_contract` (`id`, `patientId`, `teamId`, `institutionId`, `start`, `end`, `priorityGroups`) VALUES (?, ?, 'team-1', 'township-dongpu', ?, ?, '[\"06\"]')",
          row,
        );
    });
    await old.close();

    const upgraded = await openDatabase({ ...patientsTables, location });
    const rows = await upgraded.read.find(PatientRow, { order: { id: 'ASC' } });
    expect(rows.map(({ contractUntil }) => contractUntil)).toEqual([
      ...['2026-12-31', '9999-12-31', null],
    ]);
    const [contract] = await upgraded.read.findBy(FamilyDoctorContract, { id: 'c1' });
    expect(contract).toMatchObject({ end: '2025-12-31', endedAt: null, priorityGroups: ['06'] });
    await upgraded.close();
    await remove([patientsTables.name]);
  });
});
