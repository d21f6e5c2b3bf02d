import { join } from 'node:path';
import { type Role, roles } from '@lianyi/shared/auth/viewer';
import { type Entry, readDataFile } from '@lianyi/shared/config/data-file';
import { testFolder } from '../support/folder';

/** Where the expected answers stand, for the messages that send people there. */
export const folder = 'test/matrix';
const read = (name: string) => readDataFile(join(testFolder, 'matrix', name)).body;

export interface Situation {
  readonly name: string;
  /** From which institution it is looked at. */
  readonly at: 'own' | 'outside';
  readonly encounter: string | null;
  /** Whether that institution holds rows of its own. */
  readonly rows: boolean;
  /** Days from today on which its contract begins and ends. */
  readonly contract: readonly [number, number] | null;
  readonly slip: string | null;
  readonly glass: string | null;
  /** Whether another record of hers, which is treated here, was merged with this one. */
  readonly merge: string | null;
  /** An exam the viewer’s institution is asked to diagnose: open, when it was withdrawn, or to read again. */
  readonly diagnosis: string | null;
  /** What the viewer’s institution is asked in a consultation: asked, or cancelled. */
  readonly consultation: string | null;
  /** A prescription a pharmacist of the viewer’s institution was handed: open, when she rejected it, or a colleague. */
  readonly sheet: string | null;
  /** What she keeps to herself: her record from the institution, or what is sensitive. */
  readonly restriction: string | null;
}

/** Every way a patient and the viewer's institution can stand to one another. */
export const situations: readonly Situation[] = read('situations.json')
  .entries('situations', 'situation')
  .map((entry) => ({
    name: entry.text('situation'),
    at: entry.oneOf('at', ['own', 'outside']),
    encounter: entry.optionalText('encounter'),
    rows: entry.flag('rows'),
    contract: entry.has('contract') ? days(entry.object('contract')) : null,
    slip: entry.optionalText('slip'),
    glass: entry.optionalText('glass'),
    merge: entry.optionalText('merge'),
    diagnosis: entry.optionalText('diagnosis'),
    consultation: entry.optionalText('consultation'),
    sheet: entry.optionalText('sheet'),
    restriction: entry.optionalText('restriction'),
  }));

function days(entry: Entry): [number, number] {
  return [entry.number('starts'), entry.number('ends')];
}

const places = ['own', 'other', 'lead', 'elsewhere', 'contract', 'nowhere', 'outside'] as const;
export type Place = (typeof places)[number];

const viewerFile = read('viewers.json');
const institutions = viewerFile.object('institutions');

/** The institution that stands for a place. */
export const institutionAt = (place: Place) => institutions.text(place);

export interface MatrixViewer {
  readonly name: string;
  readonly roles: readonly Role[];
  readonly scope: string;
  readonly place: Place;
}

const isPlace = (text: string): text is Place => places.some((place) => place === text);
const isRole = (text: string): text is Role => roles.some((role) => role === text);

/** Who asks: every role at every place it is asked from. */
export const viewers: readonly MatrixViewer[] = viewerFile
  .entries('viewers', 'viewer')
  .flatMap((entry) =>
    entry.texts('at').map((place) => {
      if (!isPlace(place)) throw entry.fail(`${place} is no place`);
      return {
        name: entry.text('viewer'),
        roles: entry.texts('roles').filter(isRole),
        scope: entry.optionalText('scope') ?? '',
        place,
      };
    }),
  );

/** The situations a viewer is asked about: those of its institution, or of the community's. */
export const situationsOf = ({ place }: MatrixViewer) =>
  situations.filter(({ at }) => at === (place === 'outside' ? 'outside' : 'own'));
