import { readCalendarRules } from '../calendar/calendar-rules';
import { readConsortiumRules } from '../consortium/consortium-rules';
import { readGuidanceRules } from '../guidance/guidance-rules';
import { readInstitutionCodeRules } from '../institution/institution-code-rules';
import { readLicenceRules } from '../licence/licence-rules';
import { readOutreachRules } from '../outreach/outreach-rules';
import { readPostingRules } from '../posting/posting-rules';
import { readPracticeRules } from '../practice/practice-rules';
import { readStaffListRules } from '../staff-list/staff-list-rules';
import { readTeamRules } from '../team/team-rules';
import { readTrainingRules } from '../training/training-rules';

/** Every file of this part that a county edits. Throws DataFileError. */
export const readPersonnelRules = () => ({
  postingRules: readPostingRules(),
  outreachRules: readOutreachRules(),
  guidanceRules: readGuidanceRules(),
  trainingRules: readTrainingRules(),
  practiceRules: readPracticeRules(),
  licenceRules: readLicenceRules(),
  calendarRules: readCalendarRules(),
  teamRules: readTeamRules(),
  institutionCodeRules: readInstitutionCodeRules(),
  consortiumRules: readConsortiumRules(),
  staffListRules: readStaffListRules(),
});
export type PersonnelRules = ReturnType<typeof readPersonnelRules>;
