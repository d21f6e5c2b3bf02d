import type { Role } from '@lianyi/shared/auth/viewer';

/** Which mutant of an instrumented product is on; 0: none. */
export interface Switch {
  readonly id: number;
  /** A list of roles, and what is added to it; null: it lets everybody in. */
  readonly list?: { readonly site: number; readonly role: Role | null };
}

interface RoleList {
  readonly initial: readonly string[];
  /** The very list the product keeps. */
  readonly kept: string[];
}

const lists = new Map<number, RoleList>();

// Instrumented code asks these two while it runs, and as it is loaded.
Object.assign(globalThis, {
  lianyiMutant: 0,
  lianyiRoles(site: number, list: readonly string[]) {
    const kept = [...list];
    lists.set(site, { initial: list, kept });
    return kept;
  },
});

const restore = ({ kept, initial }: RoleList) => kept.splice(0, kept.length, ...initial);

/** Switches one mutant on and every other off; false where it changes nothing. */
export function switchTo({ id, list }: Switch): boolean {
  Object.assign(globalThis, { lianyiMutant: id });
  for (const one of lists.values()) restore(one);
  if (!list) return true;
  const found = lists.get(list.site);
  if (!found || (list.role !== null && found.initial.includes(list.role))) return false;
  found.kept.splice(0, found.kept.length, ...(list.role ? [...found.initial, list.role] : []));
  return true;
}
