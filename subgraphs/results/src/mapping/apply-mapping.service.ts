import { selectRows } from '@lianyi/shared/database/select-rows';
import type { ResultsProcess } from '../context';
import { CodeMapping } from './code-mapping.entity';
import { rereadExams } from './reread-exams.service';
import { rereadObservations } from './reread-observations.service';

export type Applying = Pick<
  ResultsProcess,
  'catalogue' | 'database' | 'localTables' | 'now' | 'units'
>;

/** The code or unit whose values are read again. */
export type Meant = Pick<CodeMapping, 'institutionId' | 'kind' | 'printedKey'>;

/** What one step left: how many values it looked at, and where the next one goes on. */
export interface Step {
  readonly after: readonly [string, string] | null;
}

/** Reads what had arrived before again, and remembers that it is done. */
export async function applyMapping(applying: Applying, mapping: CodeMapping): Promise<void> {
  await rereadAll(applying, mapping);
  const { database, now } = applying;
  await database.transaction((manager) =>
    manager.update(CodeMapping, { id: mapping.id }, { appliedAt: now() }),
  );
}

/**
 * Reads all that arrived under a code or unit again, by the table in force, step by step: each step
 * holds the institution's table for itself, so that what is posted meanwhile is read by the same
 * one, and a county of values does not lie in one transaction. Whoever else applies a later
 * mapping at the same time comes to the same end. What a kill cut off goes on at the next start,
 * or when the same mapping is sent again.
 */
export async function rereadAll(applying: Applying, meant: Meant): Promise<void> {
  const reread = meant.kind === 'EXAM_CODE' ? rereadExams : rereadObservations;
  let after: Step['after'] = ['', ''];
  while (after !== null) {
    const from: readonly [string, string] = after;
    const step = await applying.database.transaction((manager) =>
      reread(manager, applying, meant, from),
    );
    after = step.after;
  }
}

/** Goes on where a kill cut mappings off. Cheap where there is nothing to do. */
export async function resumeMappings(applying: Applying): Promise<void> {
  const tail = 'WHERE `appliedAt` IS NULL ORDER BY `institutionId`, `revision`';
  const open = await selectRows(applying.database.read, CodeMapping, tail);
  for (const mapping of open) await applyMapping(applying, mapping);
}
