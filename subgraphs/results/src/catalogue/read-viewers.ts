import { join } from 'node:path';
import { readDataFile } from '@lianyi/shared/config/data-file';

/** The address at which an institution shows the images of a study; null where it shows none. */
export type ImageViewers = (institutionId: string, studyInstanceUid: string) => string | null;

const placeholder = '{studyInstanceUid}';

/** The image viewers of a data folder. Throws DataFileError. */
export function readViewers(folder: string): ImageViewers {
  const { body } = readDataFile(join(folder, 'viewers.json'));
  const addresses = new Map<string, string>();
  for (const entry of body.entries('viewers', 'institution')) {
    const url = entry.text('url');
    if (!url.includes(placeholder) || !URL.canParse(url))
      throw entry.fail(`url must be an address that holds ${placeholder}`);
    addresses.set(entry.text('institution'), url);
  }
  return (institutionId, studyInstanceUid) =>
    addresses.get(institutionId)?.replaceAll(placeholder, encodeURIComponent(studyInstanceUid)) ??
    null;
}
