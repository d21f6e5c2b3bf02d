import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { type Catalogue, loadCatalogue } from '../catalogue/catalogue';

/** One file as a row keeps it. */
export interface KeptFile {
  /** Its path in the folder, with `/`. */
  readonly file: string;
  /** Deflated, in base64. */
  readonly content: string;
}

/** A data folder's files and what tells them from others. */
export function readEdition(folder: string): { digest: string; files: KeptFile[] } {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => name.replaceAll('\\', '/'))
    .filter((name) => name.endsWith('.json'))
    .sort();
  const digest = createHash('sha256');
  const files = names.map((file) => {
    const bytes = readFileSync(join(folder, file));
    digest.update(JSON.stringify([file, bytes.length])).update(bytes);
    return { file, content: deflateRawSync(bytes).toString('base64') };
  });
  return { digest: digest.digest('hex'), files };
}

/** The catalogue that kept files make. Throws DataFileError where this version cannot read them. */
export function openEdition(files: readonly KeptFile[], now: () => Date): Catalogue {
  const folder = mkdtempSync(join(tmpdir(), 'lianyi-edition-'));
  try {
    for (const { file, content } of files) {
      const path = join(folder, file);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, inflateRawSync(Buffer.from(content, 'base64')));
    }
    return loadCatalogue(folder, now);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
