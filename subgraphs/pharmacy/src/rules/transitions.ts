import { resolve } from 'node:path';
import { type Entry, readDataFile } from '@lianyi/shared/config/data-file';
import { PrescriptionStatus } from '../prescription/prescription.entity';

/** Where each step leads; a sheet of which something is left to hand out is PARTLY_DISPENSED. */
const leadsTo = {
  APPROVE: PrescriptionStatus.APPROVED,
  REJECT: PrescriptionStatus.REJECTED,
  DISPENSE: PrescriptionStatus.DISPENSED,
  CANCEL: PrescriptionStatus.CANCELLED,
  EXPIRE: PrescriptionStatus.EXPIRED,
} as const;
export type SheetStep = keyof typeof leadsTo;
const sheetSteps = Object.keys(leadsTo) as SheetStep[];

/** Whose step it is: any member's, that of who issued the sheet, or nobody's. */
const sides = ['MEMBER', 'ISSUER', 'CLOCK'] as const;

export interface Transition {
  readonly side: (typeof sides)[number];
  readonly from: readonly PrescriptionStatus[];
  readonly to: PrescriptionStatus;
}
export type Transitions = Readonly<Record<SheetStep, Transition>>;

/** In these a sheet is over: nothing leads on. */
const over: readonly PrescriptionStatus[] = [
  ...[PrescriptionStatus.REJECTED, PrescriptionStatus.DISPENSED],
  ...[PrescriptionStatus.CANCELLED, PrescriptionStatus.EXPIRED],
];

const standardFile = resolve(__dirname, '../../data/transitions.json');

/**
 * The table of a sheet's states, which a county edits (domain facts 4.2, 4.6). Throws DataFileError: each
 * step once, none from where a sheet is over, and what was handed out is never cancelled.
 */
export function readTransitions(path: string = standardFile): Transitions {
  const { body } = readDataFile(path);
  const entries = body.entries('steps', 'step');
  const rows = new Map(entries.map((entry) => [entry.oneOf('step', sheetSteps), entry]));
  if (rows.size < entries.length) throw body.fail('steps must hold each step once');
  const read = (step: SheetStep) => {
    const entry = rows.get(step);
    if (!entry) throw body.fail(`steps must hold ${step}`);
    return transitionOf(entry, step);
  };
  return {
    APPROVE: read('APPROVE'),
    ...{ REJECT: read('REJECT'), DISPENSE: read('DISPENSE') },
    ...{ CANCEL: read('CANCEL'), EXPIRE: read('EXPIRE') },
  };
}

function transitionOf(entry: Entry, step: SheetStep): Transition {
  const from = entry.texts('from').map((text) => {
    const status = Object.values(PrescriptionStatus).find((one) => one === text);
    if (!status) throw entry.fail(`from names ${text}, which is no state`);
    if (over.includes(status)) throw entry.fail(`from names ${text}, where a sheet is over`);
    if (step === 'CANCEL' && status === PrescriptionStatus.PARTLY_DISPENSED)
      throw entry.fail('from names PARTLY_DISPENSED: what was handed out is not cancelled');
    return status;
  });
  if (from.length === 0) throw entry.fail('from must name at least one state');
  const side = entry.oneOf('side', sides);
  if ((side === 'CLOCK') !== (step === 'EXPIRE'))
    throw entry.fail('side must be CLOCK for EXPIRE, and for nothing else');
  return { side, from, to: entry.oneOf('to', [leadsTo[step]]) };
}
