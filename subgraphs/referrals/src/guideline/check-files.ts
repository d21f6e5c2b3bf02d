import { basename } from 'node:path';
import { checkGuideline } from './read-guideline';

export interface Checked {
  readonly lines: readonly string[];
  /** 0: every file can be used; 1: one cannot; 2: none was named. */
  readonly code: number;
}

/** What `npm run guideline:check` says of a county's own files: each fault with its line, or how many rules there are. */
export function checkFiles(paths: readonly string[]): Checked {
  if (paths.length === 0)
    return { code: 2, lines: ['Name the files: npm run guideline:check -- FILE ...'] };
  const owners = new Map<string, string>();
  const checked = paths.map((path) => {
    const { faults, rules } = checkGuideline(path);
    const file = basename(path);
    const taken = rules.flatMap(({ id }) => {
      const owner = owners.get(id);
      if (owner === undefined) owners.set(id, file);
      return owner === undefined ? [] : [`${file}: ${id} is a rule of ${owner}, too.`];
    });
    const wrong = [...faults, ...taken];
    return wrong.length > 0 ? wrong : [`${file}: ${rules.length} rules, no fault.`];
  });
  const lines = checked.flat();
  return { lines, code: lines.every((line) => line.endsWith('no fault.')) ? 0 : 1 };
}
