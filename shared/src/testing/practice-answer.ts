import { type PracticeAct, practiceActs } from '../ports/practice-acts';
import type { TitleLevel } from '../ports/practice-rights';

/** What a test's personnel says of a person: all acts and the highest title, unless the test says otherwise. */
export interface SaidOfPractice {
  readonly acts?: readonly PracticeAct[];
  readonly titleLevel?: TitleLevel | null;
}

/** The answer to `mayPractice` as personnel gives it; `said` by practitioner. */
export const practiceAnswer = (
  practitionerIds: readonly string[],
  said: ReadonlyMap<string, SaidOfPractice> = new Map(),
) =>
  practitionerIds.map((practitionerId) => {
    const { acts = practiceActs, titleLevel = 'SENIOR' } = said.get(practitionerId) ?? {};
    const [prescribe, report, sign, check, dispense] = practiceActs.map((act) =>
      acts.includes(act),
    );
    return { practitionerId, titleLevel, prescribe, report, sign, check, dispense };
  });
