import { join } from 'node:path';
import { readDataFile } from '@lianyi/shared/config/data-file';
import { testFolder } from '../support/folder';
import type { MatrixViewer } from './matrix-data';

const { body } = readDataFile(join(testFolder, 'matrix/writes.json'));

const freshKinds = ['candidate', 'merged'] as const;

/** A mutation about a patient, and who may call it. */
export interface Write {
  /** `Mutation.field`. */
  readonly write: string;
  readonly members: readonly string[];
  /** Outside the community, about a patient whom a live referral opens. */
  readonly outsiders: readonly string[];
  /** Who has no part in what it is about, and is told that there is no such thing. */
  readonly noPart: readonly string[];
  /** What is made for each call, as the call uses it up: `{fresh}`. */
  readonly fresh: (typeof freshKinds)[number] | null;
  /** With `{patientId}`, `{number}`, `{name}` and `{source}` for what it is about. */
  readonly text: string;
  /** What of her its answer shows: nothing, what own data does, or what a search does. */
  readonly shows: 'nothing' | 'own data' | 'as found';
}

export const writes: readonly Write[] = body.entries('writes', 'write').map((entry) => ({
  write: entry.text('write'),
  members: entry.texts('members'),
  outsiders: entry.texts('outsiders'),
  noPart: entry.has('noPart') ? entry.texts('noPart') : [],
  fresh: entry.has('fresh') ? entry.oneOf('fresh', freshKinds) : null,
  text: entry.text('text'),
  shows: entry.oneOf('shows', ['nothing', 'own data', 'as found']),
}));

/** Whether the viewer may write about a patient; outside, only where a live referral opens her record. */
export const mayWrite = (
  { members, outsiders }: Write,
  { name, place }: MatrixViewer,
  situation: string,
): boolean =>
  place === 'outside'
    ? outsiders.includes(name) && situation === 'outside-referral'
    : members.includes(name);
