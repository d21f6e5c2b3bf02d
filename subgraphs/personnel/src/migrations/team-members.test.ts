import { expect, it } from '@jest/globals';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { FamilyDoctorTeamMember } from '../team/family-doctor-team.entity';
import { startPersonnel } from '../testing/personnel.harness';
import { DateTeamMembers1732000028010 } from './1732000028010-date-team-members';

describeOnBothDatabases('members of teams of before they had dates', (kind) => {
  it('are members from ever, and stand where old processes look for them', async () => {
    const harness = await startPersonnel(kind, []);
    const before = "SELECT 'team-1' AS `teamId`, 'stays' AS `practitionerId`";
    await harness.database.transaction(async (manager) => {
      const { queryRunner } = manager;
      if (!queryRunner) throw new Error('a transaction has a runner');
      await manager.query(`INSERT INTO \`family_doctor_team_member\` ${before}`);
      const migration = new DateTeamMembers1732000028010();
      await migration.down(queryRunner);
      await migration.up(queryRunner);
    });
    const { read } = harness.database;
    const member = { teamId: 'team-1', practitionerId: 'stays' };
    expect(await read.find(FamilyDoctorTeamMember)).toEqual([
      Object.assign(new FamilyDoctorTeamMember(), { ...member, start: '1900-01-01', end: null }),
    ]);
    const kept: object[] = await read.query('SELECT * FROM `family_doctor_team_member`');
    expect(kept.map((row) => ({ ...row }))).toEqual([member]);
    await harness.stop();
  });
});
