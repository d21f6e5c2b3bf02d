import { resolve } from 'node:path';
import type { Role } from '@lianyi/shared/auth/viewer';
import { type Entry, readDataFile } from '@lianyi/shared/config/data-file';
import { ShortageStatus } from './shortage.entity';

/** What can be done to a shortage once it is registered. */
export const shortageSteps = [
  ...(['MATCH', 'PURCHASE', 'DISPATCH', 'RECEIVE'] as const),
  ...(['CLOSE', 'SUBSTITUTE', 'REJECT'] as const),
] as const;
export type ShortageStep = (typeof shortageSteps)[number];

/** Roles that may take a step at all; the file says which of them takes which. */
export const steppers = ['PHARMACIST', 'COMMUNITY_OFFICE'] as const satisfies readonly Role[];

export const sides = ['REGISTRANT', 'SOURCE', 'CENTRAL', 'OFFICE', 'OWN_PURCHASE'] as const;
export type Side = (typeof sides)[number];

/** Who a side is, for refusals. */
export const sideNames: Readonly<Record<Side, string>> = {
  REGISTRANT: 'the institution that registered it',
  SOURCE: 'the source it was matched with',
  CENTRAL: 'a central pharmacy that supplies it',
  OFFICE: 'the community office',
  OWN_PURCHASE: 'an institution that purchases for itself',
};

/** One row of the table: who may do it, from which states, and where it leads. */
export interface Transition {
  readonly step: ShortageStep;
  readonly side: Side;
  readonly roles: readonly Role[];
  readonly from: readonly ShortageStatus[];
  readonly to: ShortageStatus;
}

const { REGISTERED, MATCHED, PURCHASING, DISPATCHED, RECEIVED } = ShortageStatus;
const { CLOSED, SUBSTITUTED, REJECTED } = ShortageStatus;
const waiting = [REGISTERED, MATCHED, PURCHASING];

/** What the steps mean, which no county edits: what is sent once is received once. */
const sense: Readonly<
  Record<ShortageStep, { from: readonly ShortageStatus[]; to: readonly ShortageStatus[] }>
> = {
  MATCH: { from: waiting, to: [MATCHED] },
  PURCHASE: { from: waiting, to: [PURCHASING] },
  DISPATCH: { from: waiting, to: [DISPATCHED] },
  RECEIVE: { from: [DISPATCHED, PURCHASING], to: [RECEIVED] },
  CLOSE: { from: [RECEIVED], to: [CLOSED] },
  SUBSTITUTE: { from: waiting, to: [SUBSTITUTED] },
  REJECT: { from: waiting, to: [REJECTED, REGISTERED] },
};

export type ShortageTransitions = (step: ShortageStep) => readonly Transition[];

const standardFile = resolve(__dirname, '../../data/shortage-steps.json');

/**
 * The table of states and roles (domain facts 4.5), which a county edits. Throws DataFileError:
 * every step must be somebody's, and lead on from a state by one row for each side.
 */
export function readShortageSteps(path: string = standardFile): ShortageTransitions {
  const { body } = readDataFile(path);
  const rows = body.entries('steps', 'step').map(transitionOf);
  for (const step of shortageSteps) {
    const own = rows.filter((row) => row.step === step);
    if (own.length === 0) throw body.fail(`steps must say who may ${step}`);
    const places = own.flatMap(({ side, from }) => from.map((status) => `${side} ${status}`));
    if (new Set(places).size < places.length)
      throw body.fail(`steps lead on by ${step} from a state in two ways`);
  }
  return (step) => rows.filter((row) => row.step === step);
}

function transitionOf(entry: Entry): Transition {
  const step = entry.oneOf('step', shortageSteps);
  const side = entry.oneOf('side', sides);
  const listed = <Word extends string>(field: string, words: readonly Word[]) => {
    const found = entry.texts(field).map((text) => words.find((one) => one === text));
    const known = found.filter((one) => one !== undefined);
    if (known.length === 0 || known.length < found.length)
      throw entry.fail(`${field} must be of ${words.join(', ')}`);
    return known;
  };
  const from = listed('from', sense[step].from);
  // Units are received that were sent; a purchase of one's own comes by `receiveStock`.
  if (step === 'RECEIVE' && from.includes(PURCHASING) !== (side === 'OWN_PURCHASE'))
    throw entry.fail('from must be PURCHASING for OWN_PURCHASE and DISPATCHED for others');
  const roles = listed('roles', steppers);
  return { step, side, roles, from, to: entry.oneOf('to', sense[step].to) };
}
