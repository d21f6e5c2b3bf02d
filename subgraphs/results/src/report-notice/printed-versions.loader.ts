import { groupBy } from '@lianyi/shared/collections/group-by';
import { placeholders, selectRows } from '@lianyi/shared/database/select-rows';
import type { EntityManager } from 'typeorm';
import { Observation } from '../lab-report/observation.entity';
import { ReportVersion } from '../report/report.entity';
import type { PrintedVersion } from './changes';

/** A version of a report by its number. */
export interface VersionKey {
  readonly reportId: string;
  readonly version: number;
}

export type PrintedVersions = (key: VersionKey) => PrintedVersion & { readonly status: string };

const keyOf = ({ reportId, version }: VersionKey) => `${reportId} ${version}`;

/** Versions as they were posted, with their values in printed order; two statements for any number. */
export async function loadPrinted(
  manager: EntityManager,
  keys: readonly VersionKey[],
): Promise<PrintedVersions> {
  const ids = [...new Set(keys.map(({ reportId }) => reportId))];
  const wanted = new Set(keys.map(keyOf));
  const of = `WHERE \`reportId\` IN (${placeholders(ids)})`;
  const versions =
    ids.length === 0
      ? []
      : (await selectRows(manager, ReportVersion, of, ids)).filter((row) => wanted.has(keyOf(row)));
  const values =
    ids.length === 0
      ? []
      : await selectRows(manager, Observation, `${of} ORDER BY \`position\``, ids);
  const byKey = new Map(versions.map((row) => [keyOf(row), row]));
  const valuesByKey = groupBy(values, keyOf);
  return (key) => {
    const row = byKey.get(keyOf(key));
    return {
      status: row?.status ?? '',
      // As it was posted: an object of the columns it was made of.
      content: (row?.content ?? {}) as Readonly<Record<string, unknown>>,
      values: valuesByKey.get(keyOf(key)) ?? [],
    };
  };
}
