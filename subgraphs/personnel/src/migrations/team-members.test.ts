import { expect, it } from '@jest/globals';
import { describeOnBothDatabases } from '@lianyi/shared/testing/test-databases';
import { FamilyDoctorTeamMember } from '../team/family-doctor-team.entity';
import { startPersonnel } from '../testing/personnel.harness';
import { DateTeamMembers1732000028010 } from './1732000028010-date-team-members';

describeOnBothDatabases('members of teams of before they had dates', (kind) => {
  it('stay members, and go back as those who have not left', async () => {
    const of = (practitionerId: string, start: string, end: string | null) =>
      Object.assign(new FamilyDoctorTeamMember(), {
        ...{ teamId: 'team-1', practitionerId, start, end },
      });
    const harness = await startPersonnel(kind, [
      ...[of('stays', '2026-01-01', null), of('left', '2026-01-01', '2026-02-01')],
    ]);
    await harness.database.transaction(async ({ queryRunner }) => {
      if (!queryRunner) throw new Error('a transaction has a runner');
      const migration = new DateTeamMembers1732000028010();
      await migration.down(queryRunner);
      await migration.up(queryRunner);
    });
    const members = await harness.database.read.find(FamilyDoctorTeamMember);
    expect(members).toEqual([of('stays', '1900-01-01', null)]);
    await harness.stop();
  });
});
