import { join } from 'node:path';
import { readDataFile } from '@lianyi/shared/config/data-file';

/** By what the images of an exam are found where they lie. */
export interface ImageReference {
  readonly studyInstanceUid: string | null;
  readonly accessionNumber: string | null;
}

/** The address at which an institution shows the images of an exam; null where it shows none. */
export type ImageViewers = (institutionId: string, reference: ImageReference) => string | null;

const names = ['studyInstanceUid', 'accessionNumber'] as const;
const placeholder = /\{([^{}]*)\}/g;

/** The image viewers of a data folder. Throws DataFileError. */
export function readViewers(folder: string): ImageViewers {
  const { body } = readDataFile(join(folder, 'viewers.json'));
  const templates = new Map<string, string>();
  for (const entry of body.entries('viewers', 'institution')) {
    const [institution, url] = [entry.text('institution'), entry.text('url')];
    const held = [...url.matchAll(placeholder)].map(([, name]) => name);
    if (held.length === 0 || !held.every((name) => names.some((one) => one === name)))
      throw entry.fail(`url must hold {${names.join('} or {')}}, and nothing else in braces`);
    // A client opens it: an address of another kind could run there.
    if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol))
      throw entry.fail('url must be an address that begins with https:// or http://');
    if (templates.has(institution)) throw entry.fail('stands twice');
    templates.set(institution, url);
  }
  return (institutionId, reference) => {
    const template = templates.get(institutionId);
    return template === undefined ? null : fill(template, reference);
  };
}

/** Null where the exam lacks what the template asks for. */
function fill(template: string, reference: ImageReference): string | null {
  const missing = names.some((name) => template.includes(`{${name}}`) && !reference[name]);
  if (missing) return null;
  return names.reduce(
    (url, name) => url.replaceAll(`{${name}}`, () => encodeURIComponent(reference[name] ?? '')),
    template,
  );
}
