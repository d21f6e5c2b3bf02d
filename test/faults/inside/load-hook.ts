import Module from 'node:module';

/** What a module of the product hands out. */
export type Exports = Record<string, unknown>;

/** What stands in node:module, and is not in its types. */
interface Loader {
  _load(request: string, parent: unknown, isMain: boolean): unknown;
}

/** Calls `onLoaded` with each module by the end of its name; what it returns is handed out instead. */
export function hookLoading(onLoaded: ReadonlyMap<string, (loaded: unknown) => unknown>) {
  const loader = Module as unknown as Loader;
  const load = loader._load;
  const changed = new Map<unknown, unknown>();
  loader._load = function hooked(this: unknown, request, parent, isMain) {
    const loaded = load.call(this, request, parent, isMain);
    const change = onLoaded.get(request.split('/').at(-1) ?? '');
    if (!change) return loaded;
    if (!changed.has(loaded)) changed.set(loaded, change(loaded));
    return changed.get(loaded);
  };
}

/** Replaces a function that a module hands out by one made of it. */
export function replace<Wrapped>(name: string, make: (original: Wrapped) => Wrapped) {
  return (loaded: unknown) => {
    const exports = loaded as Exports;
    // A module of this name that is not ours hands out nothing of this name.
    if (typeof exports[name] === 'function') exports[name] = make(exports[name] as Wrapped);
    return loaded;
  };
}
