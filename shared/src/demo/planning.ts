import { chronicIllnesses } from './illnesses';
import type { Person } from './person-types';
import type { Transfer, Visit } from './plan-types';
import type { Random } from './random';

/** What a plan is drawn from. */
export interface Planning {
  readonly random: Random;
  readonly person: Person;
  /** Number of the county's day: everything is before it. */
  readonly end: number;
  /** Days of history, fewer for an infant. */
  readonly span: number;
  readonly visits: Visit[];
  readonly transfers: Transfer[];
}

/** A minute of the consulting hours. */
export const consultingMinute = (random: Random) => random.int(480, 980);

/** The panel of tumour markers is another one for men and women. */
export const widePanels = ({ gender }: Pick<Person, 'gender'>, panels: readonly string[]) => [
  ...new Set(panels.map((panel) => (panel === 'TUMOR' ? `TUMOR_${gender}` : panel))),
];

/** What the long-lasting illnesses of a resident do to her values. */
export const statesOf = ({ conditions }: Person): string[] =>
  chronicIllnesses
    .filter(({ diagnosis }) => conditions.some(({ key }) => key === diagnosis))
    .map(({ state }) => state);
