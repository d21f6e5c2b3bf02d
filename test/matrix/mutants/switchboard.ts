import type { Role } from '@lianyi/shared/auth/viewer';

/** Which mutant of an instrumented product is on. */
export interface Switch {
  readonly id: number;
  /** The place in the code that it changes. */
  readonly site: number;
  /** Where the place is a list of roles: what is added to it; null: it lets everybody in. */
  readonly role?: Role | null;
}

interface RoleList {
  readonly initial: readonly string[];
  /** The very list the product keeps. */
  readonly kept: string[];
}

const lists = new Map<number, RoleList>();
let reached = new Set<number>();

/** From now on places that the product reaches are noted in this set. */
export function notePlaces(): ReadonlySet<number> {
  reached = new Set();
  return reached;
}

/** The list of a place; who asks it for a role has reached the place. */
function keptList(site: number, initial: readonly string[]): string[] {
  const kept = [...initial];
  for (const name of ['some', 'includes', Symbol.iterator] as const) {
    const value = (...given: unknown[]) => {
      reached.add(site);
      return Reflect.apply(Array.prototype[name], kept, given);
    };
    Object.defineProperty(kept, name, { value, enumerable: false });
  }
  lists.set(site, { initial, kept });
  return kept;
}

// Instrumented code asks these while it runs, and as it is loaded: then with this mutant on.
Object.assign(globalThis, {
  lianyiMutant: Number(process.env.MATRIX_MUTANT ?? 0),
  lianyiAt(site: number, id: number) {
    reached.add(site);
    return Reflect.get(globalThis, 'lianyiMutant') === id;
  },
  lianyiRoles: (site: number, list: readonly string[]) =>
    lists.get(site)?.kept ?? keptList(site, list),
});

const restore = ({ kept, initial }: RoleList) => kept.splice(0, kept.length, ...initial);

/** Switches every mutant off. */
export function switchOff() {
  Object.assign(globalThis, { lianyiMutant: 0 });
  for (const one of lists.values()) restore(one);
}

/** Switches one mutant on and every other off; false where it changes nothing. */
export function switchTo({ id, site, role }: Switch): boolean {
  switchOff();
  Object.assign(globalThis, { lianyiMutant: id });
  if (role === undefined) return true;
  const found = lists.get(site);
  if (!found || (role !== null && found.initial.includes(role))) return false;
  found.kept.splice(0, found.kept.length, ...(role ? [...found.initial, role] : []));
  return true;
}
