import { resolve } from 'node:path';
import type { Role } from '@lianyi/shared/auth/viewer';
import { type Entry, readDataFile } from '@lianyi/shared/config/data-file';
import { type Referral, ReferralDirection, ReferralStatus } from '../referral/referral.entity';

/** What can be done to a slip once it is submitted. */
export const referralSteps = [
  'ACCEPT',
  'DECLINE',
  'CANCEL',
  'ARRIVE',
  'TREAT',
  'COMPLETE',
  'FOLLOW_UP',
  'APPROVE',
  'REFUSE',
] as const;
export type ReferralStep = (typeof referralSteps)[number];

/** Roles that may take a step at all; the file says which of them takes which. */
export const steppers = [
  'REFERRAL_OFFICER',
  'CLINICIAN',
  'FAMILY_DOCTOR',
] as const satisfies readonly Role[];

/** The office of a leading institution decides on what leads out of the community. */
const deciders = [...steppers, 'COMMUNITY_OFFICE'] as const satisfies readonly Role[];
const ofTheOffice: readonly ReferralStep[] = ['APPROVE', 'REFUSE'];

export const sides = ['SENDER', 'RECEIVER', 'OFFICE'] as const;
export type Side = (typeof sides)[number];

/** One row of the table: who may do it, from which states, and where it leads. */
export interface Transition {
  readonly step: ReferralStep;
  readonly side: Side;
  readonly roles: readonly Role[];
  readonly directions: readonly ReferralDirection[];
  readonly from: readonly ReferralStatus[];
  readonly to: ReferralStatus;
  /** Recorded later than it was due (补录): the slip stays where it stands. */
  readonly afterwards: boolean;
}

export interface Transitions {
  /** The rows of a step for slips of a direction. */
  of(step: ReferralStep, direction: ReferralDirection): readonly Transition[];
  /** The row by which the step leads on from where the slip stands; undefined: from there, none. */
  from(
    step: ReferralStep,
    referral: Pick<Referral, 'direction' | 'status'>,
  ): Transition | undefined;
}

const standardFile = resolve(__dirname, '../../data/transitions.json');

/**
 * The table of states and roles (domain facts 3.3), which a county edits. Throws DataFileError: every
 * step must lead on in every direction, and from each state by one row only.
 */
export function readTransitions(path: string = standardFile): Transitions {
  const { body } = readDataFile(path);
  const rows = body.entries('steps', 'step').map(transitionOf);
  const rowsOf = (step: ReferralStep, direction: ReferralDirection) =>
    rows.filter((row) => row.step === step && row.directions.includes(direction));
  for (const step of referralSteps)
    for (const direction of Object.values(ReferralDirection))
      if (direction === ReferralDirection.OUTWARD || !ofTheOffice.includes(step))
        checkRows(body, rowsOf(step, direction), `${step} of ${direction}`);
  return {
    of: rowsOf,
    from: (step, { direction, status }) =>
      rowsOf(step, direction).find(({ from }) => from.includes(status)),
  };
}

function checkRows(body: Entry, rows: readonly Transition[], what: string) {
  const from = rows.flatMap((row) => row.from);
  if (from.length === 0) throw body.fail(`steps must say what leads on by ${what}`);
  if (new Set(from).size < from.length)
    throw body.fail(`steps lead on by ${what} from a state in two ways`);
}

function transitionOf(entry: Entry): Transition {
  const listed = <Word extends string>(field: string, words: readonly Word[]) =>
    entry.texts(field).map((text) => {
      const word = words.find((one) => one === text);
      if (word === undefined) throw entry.fail(`${field} must be of ${words.join(', ')}`);
      return word;
    });
  return {
    step: entry.oneOf('step', referralSteps),
    side: entry.oneOf('side', sides),
    roles: listed('roles', deciders),
    directions: listed('directions', Object.values(ReferralDirection)),
    from: listed('from', Object.values(ReferralStatus)),
    to: entry.oneOf('to', Object.values(ReferralStatus)),
    afterwards: entry.flag('afterwards'),
  };
}
