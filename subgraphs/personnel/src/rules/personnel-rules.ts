import { readOutreachRules } from '../outreach/outreach-rules';
import { readPostingRules } from '../posting/posting-rules';

/** Every file of this part that a county edits. Throws DataFileError. */
export const readPersonnelRules = () => ({
  postingRules: readPostingRules(),
  outreachRules: readOutreachRules(),
});
export type PersonnelRules = ReturnType<typeof readPersonnelRules>;
