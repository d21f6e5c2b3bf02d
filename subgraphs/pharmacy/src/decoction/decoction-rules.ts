import { resolve } from 'node:path';
import type { Role } from '@lianyi/shared/auth/viewer';
import { type Entry, readDataFile } from '@lianyi/shared/config/data-file';
import { wholeNumber } from '@lianyi/shared/config/whole-number';
import { DecoctionForm, DecoctionStatus } from './decoction.entity';

/** Roles that may take a step at all; the file says which of them takes which. */
export const steppers = [
  'PHARMACIST',
  'CLINICIAN',
  'FAMILY_DOCTOR',
] as const satisfies readonly Role[];

const sides = ['PHARMACY', 'CLINIC'] as const;

/** One row of the table: who may lead an order where, of which form, and from which states. */
export interface DecoctionStep {
  readonly to: DecoctionStatus;
  readonly side: (typeof sides)[number];
  readonly roles: readonly Role[];
  readonly forms: readonly DecoctionForm[];
  readonly from: readonly DecoctionStatus[];
}

export interface DecoctionRules {
  /** The shared TCM pharmacies, by institution. */
  readonly pharmacies: readonly string[];
  readonly mostDoses: number;
  readonly mostTimesADay: number;
  readonly mostBags: number;
  /** Millilitres of a bag. */
  readonly leastVolume: number;
  readonly mostVolume: number;
  stepTo(to: DecoctionStatus, form: DecoctionForm): DecoctionStep | null;
}

const { CANCELLED, DISPENSED, REJECTED, SIGNED, UPLOADED } = DecoctionStatus;
const statuses = Object.values(DecoctionStatus);
const forms = Object.values(DecoctionForm);

/** In these an order is over. */
export const ends: readonly DecoctionStatus[] = [SIGNED, REJECTED, CANCELLED];
/** It is not prepared: the sheet may be sent again, or filled elsewhere. */
export const givesUp: readonly DecoctionStatus[] = [REJECTED, CANCELLED];

const standardFile = resolve(__dirname, '../../data/tcm-pharmacy.json');

/**
 * The shared TCM pharmacies, the limits of an order and the table of its steps, which a county edits
 * (domain facts 4.7). Throws DataFileError: for each form a step is there once, leads on, never around
 * the dispensing, and to the clinic's signature.
 */
export function readDecoctionRules(path: string = standardFile): DecoctionRules {
  const { body } = readDataFile(path);
  const pharmacies = body.texts('pharmacies');
  if (pharmacies.length === 0) throw body.fail('pharmacies must name at least one institution');
  const leastVolume = wholeNumber(body, 'leastVolume', 1);
  const mostVolume = wholeNumber(body, 'mostVolume', 1);
  if (leastVolume > mostVolume) throw body.fail('leastVolume must not be above mostVolume');
  const steps = body.entries('steps', 'to').map(stepOf);
  const stepTo = (to: DecoctionStatus, form: DecoctionForm) =>
    steps.find((step) => step.to === to && step.forms.includes(form)) ?? null;
  for (const form of forms) checkWay(body, steps, form);
  return {
    pharmacies,
    ...{ leastVolume, mostVolume, stepTo },
    mostDoses: wholeNumber(body, 'mostDoses', 1),
    mostTimesADay: wholeNumber(body, 'mostTimesADay', 1),
    mostBags: wholeNumber(body, 'mostBags', 1),
  };
}

function stepOf(entry: Entry): DecoctionStep {
  const listed = <Word extends string>(field: string, words: readonly Word[]) => {
    const found = entry.texts(field).map((text) => words.find((one) => one === text));
    const known = found.filter((one) => one !== undefined);
    if (known.length === 0 || known.length < found.length)
      throw entry.fail(`${field} must be of ${words.join(', ')}`);
    return known;
  };
  const to = entry.oneOf(
    'to',
    statuses.filter((status) => status !== UPLOADED),
  );
  const side = entry.oneOf('side', sides);
  // Who waits for it says that it came and that it is not wanted; the rest is done where it is prepared.
  if ((side === 'CLINIC') !== (to === SIGNED || to === CANCELLED))
    throw entry.fail('side must be CLINIC for SIGNED and CANCELLED, and PHARMACY for others');
  const from = listed('from', leadingTo(to));
  return { to, side, from, roles: listed('roles', steppers), forms: listed('forms', forms) };
}

/**
 * States from which a step may lead: earlier ones, so that each is taken once; after the dispensing
 * none from before it, or nothing would leave the shelf; before it an order may be given up.
 */
function leadingTo(to: DecoctionStatus): readonly DecoctionStatus[] {
  const dispensed = statuses.indexOf(DISPENSED);
  const at = statuses.indexOf(to);
  if (givesUp.includes(to)) return statuses.slice(0, dispensed);
  return statuses.slice(at > dispensed ? dispensed : 0, at);
}

/** An order of a form comes from its upload to its signature by steps each of which is there once. */
function checkWay(body: Entry, steps: readonly DecoctionStep[], form: DecoctionForm) {
  const own = steps.filter((step) => step.forms.includes(form));
  if (new Set(own.map(({ to }) => to)).size < own.length)
    throw body.fail(`steps must hold each step once for ${form}`);
  // In the order of the states, as each leads from earlier ones.
  const reached: DecoctionStatus[] = [UPLOADED];
  for (const { to, from } of inOrder(own))
    if (from.some((status) => reached.includes(status))) reached.push(to);
  const lost = [...own.map(({ to }) => to), SIGNED].find((status) => !reached.includes(status));
  if (lost) throw body.fail(`steps lead to ${lost} from nowhere for ${form}`);
  const stuck = reached.find(
    (status) => !ends.includes(status) && !own.some(({ from }) => from.includes(status)),
  );
  if (stuck) throw body.fail(`steps lead on from ${stuck} to nowhere for ${form}`);
}

const inOrder = (steps: readonly DecoctionStep[]) =>
  [...steps].sort((one, other) => statuses.indexOf(one.to) - statuses.indexOf(other.to));
