import type { Change } from './operators';

/** A change, and the number that switches it on. */
export interface NumberedChange extends Change {
  readonly id: number;
  /** The same for all changes of one place. */
  readonly site: number;
}

/** A place of the code that can be changed, in each of some ways. */
interface Place {
  readonly from: number;
  readonly to: number;
  readonly changes: NumberedChange[];
}

/** Changed places, the outer before what stands in it. */
function placesOf(changes: readonly NumberedChange[]): Place[] {
  const places = new Map<string, Place>();
  for (const one of changes) {
    const { from, to } = one.node;
    const key = `${from} ${to}`;
    const place = places.get(key) ?? { from, to, changes: [] };
    places.set(key, place);
    place.changes.push(one);
  }
  return [...places.values()].sort((one, other) => one.from - other.from || other.to - one.to);
}

/** Code that is as it was until a number is switched on, and then has that one change. */
export function instrument(source: string, changes: readonly NumberedChange[]): string {
  const bytes = Buffer.from(source);
  const places = placesOf(changes);
  const render = (from: number, to: number, inside: readonly Place[]): string => {
    let text = '';
    let at = from;
    for (const place of inside) {
      if (place.from < at) continue;
      const within = inside.filter(
        (one) => one !== place && one.from >= place.from && one.to <= place.to,
      );
      text += bytes.subarray(at, place.from).toString();
      text += choose(place, render(place.from, place.to, within));
      at = place.to;
    }
    return text + bytes.subarray(at, to).toString();
  };
  return render(0, bytes.length, places);
}

function choose({ changes }: Place, original: string): string {
  const [first] = changes;
  if (first?.role !== undefined) return listOfRoles(first, original);
  const switched = changes.reduceRight(
    (rest, { id, site, replacement }) =>
      `globalThis.lianyiAt(${site}, ${id}) ? ${replacement} : ${rest}`,
    original,
  );
  return `(${switched})`;
}

/** A list that is read when the code is loaded: the switch changes what it holds. */
function listOfRoles({ site, node }: NumberedChange, original: string): string {
  if (node.type === 'ArrayExpression') return `globalThis.lianyiRoles(${site}, ${original})`;
  const open = original.indexOf(')(') + 1;
  return `${original.slice(0, open)}(globalThis.lianyiRoles(${site}, [${original.slice(open + 1, -1)}]))`;
}
