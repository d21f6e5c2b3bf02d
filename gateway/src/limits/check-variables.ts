import { holdTo } from './limit-exceeded';
import type { LimitNumbers } from './limit-numbers';

/** Holds variables to their nesting and list lengths; walks with its own stack, however deep. */
export function checkVariables(variables: unknown, limits: LimitNumbers['variables']) {
  const open: { value: unknown; nesting: number }[] = [{ value: variables, nesting: 0 }];
  for (let next = open.pop(); next; next = open.pop()) {
    const { value, nesting } = next;
    if (typeof value !== 'object' || value === null) continue;
    holdTo('nesting of variables', limits.nesting, nesting);
    if (Array.isArray(value)) holdTo('list length in variables', limits.listLength, value.length);
    for (const inner of Object.values(value)) open.push({ value: inner, nesting: nesting + 1 });
  }
}
