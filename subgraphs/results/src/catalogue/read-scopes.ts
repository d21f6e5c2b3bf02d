import { join } from 'node:path';
import { type Entry, readDataFile } from '@lianyi/shared/config/data-file';
import { type Reach, type RecognitionScope, recognitionScopes } from './scope';

export interface Scopes {
  readonly reach: Readonly<Record<RecognitionScope, Reach>>;
  /** Integrations of a consortium whose members recognise one another's community mark. */
  readonly communityIntegrations: readonly string[];
  /** Integrations of a consortium whose members do so for the items their agreement names. */
  readonly agreedIntegrations: readonly string[];
  /** Marks that stand for one scope, as they are printed; sites print others too. */
  readonly marks: ReadonlyMap<string, RecognitionScope>;
}

/** The marks' ranges of a data folder: each scope exactly once. Throws DataFileError. */
export function readScopes(folder: string): Scopes {
  const { body } = readDataFile(join(folder, 'scopes.json'));
  const entries = new Map<RecognitionScope, Entry>();
  for (const entry of body.entries('scopes', 'scope')) {
    const scope = entry.oneOf('scope', recognitionScopes);
    if (entries.has(scope)) throw entry.fail('stands twice');
    entries.set(scope, entry);
  }
  const reachOf = (scope: RecognitionScope) => {
    const entry = entries.get(scope);
    if (!entry) throw body.fail(`the scope ${scope} is missing`);
    return readReach(entry);
  };
  const reaches = [...entries.values()].map((entry) => entry.object('reach'));
  const named = (field: string) =>
    reaches.flatMap((reach) => (reach.has(field) ? reach.texts(field) : []));
  return {
    reach: {
      NATIONAL: reachOf('NATIONAL'),
      REGION: reachOf('REGION'),
      PROVINCE: reachOf('PROVINCE'),
      CITY: reachOf('CITY'),
      COMMUNITY: reachOf('COMMUNITY'),
    },
    communityIntegrations: named('integration'),
    agreedIntegrations: named('agreed'),
    marks: new Map([...entries].flatMap(([scope, entry]) => marksOf(entry, scope))),
  };
}

function marksOf(entry: Entry, scope: RecognitionScope): [string, RecognitionScope][] {
  const own = entry.optionalText('mark');
  const reach = readReach(entry);
  const regions = reach.kind === 'LISTED' ? reach.regions.map(({ mark }) => mark) : [];
  return [...(own === null ? [] : [own]), ...regions].map((mark) => [mark, scope]);
}

function readReach(scope: Entry): Reach {
  const entry = scope.object('reach');
  const kind = entry.oneOf('kind', ['ALL', 'LISTED', 'SAME_DIVISION', 'SAME_CONSORTIUM']);
  if (kind === 'SAME_DIVISION') return { kind, digits: entry.number('digits') };
  if (kind !== 'LISTED') return { kind };
  const regions = entry
    .entries('regions', 'mark')
    .map((region) => ({ mark: region.text('mark'), divisions: region.texts('divisions') }));
  return { kind, regions };
}
