import type { Database } from '@lianyi/shared/database/database';
import { insertRows } from '@lianyi/shared/database/insert-rows';
import { selectRows } from '@lianyi/shared/database/select-rows';
import { CatalogueEdition, CatalogueEditionFile } from './catalogue-edition.entity';
import { type KeptFile, readEdition } from './edition-files';

/** Characters of a file's row: what a text column holds in every database. */
const longestFile = 60_000;

/**
 * Keeps the county's files as they are at this start, where they differ from those of the last
 * one: what was judged by the earlier ones can still be told. Several processes that start at once
 * keep them once. Rejects where a file is too large to be kept.
 */
export async function keepEdition(
  database: Database,
  folder: string,
  now: () => Date,
): Promise<void> {
  const { digest, files } = readEdition(folder);
  const large = files.find(({ content }) => content.length > longestFile);
  if (large)
    throw new Error(
      `${large.file} is too large to be kept: deflated, ${longestFile} characters fit.`,
    );
  await database.transaction(async (manager) => {
    const [last] = await selectRows(manager, CatalogueEdition, 'ORDER BY `number` DESC LIMIT 1');
    if (last?.digest === digest) return;
    const number = (last?.number ?? 0) + 1;
    const edition = { number, digest, knownFrom: now() };
    await insertRows(manager, CatalogueEdition, [edition], { keepOn: ['number'] });
    const [stored] = await selectRows(manager, CatalogueEdition, 'WHERE `number` = ?', [number]);
    // Another process kept its files under this number first; they are the same at one roll-out.
    if (stored?.digest !== digest) return;
    await insertRows(manager, CatalogueEditionFile, files.map(rowOf(number)), {
      keepOn: ['number', 'file'],
    });
  });
}

const rowOf = (number: number) => (file: KeptFile) => ({ number, ...file });
