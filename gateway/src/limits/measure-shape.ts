import {
  type DocumentNode,
  type FragmentDefinitionNode,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
  visit,
} from 'graphql';

/** A selection set with every fragment spread out. */
export interface Shape {
  /** Levels of fields; a leaf is one. */
  readonly depth: number;
  /** Fields on all levels, each spread of a fragment counted again. */
  readonly fields: number;
  /** Fields on the first level. */
  readonly top: number;
}

const nothing: Shape = { depth: 0, fields: 0, top: 0 };

const addUp = (shapes: readonly Shape[]): Shape => ({
  depth: Math.max(0, ...shapes.map(({ depth }) => depth)),
  fields: shapes.reduce((sum, { fields }) => sum + fields, 0),
  top: shapes.reduce((sum, { top }) => sum + top, 0),
});

export const fragmentsOf = (document: DocumentNode) =>
  new Map(
    document.definitions
      .filter((one): one is FragmentDefinitionNode => one.kind === Kind.FRAGMENT_DEFINITION)
      .map((fragment) => [fragment.name.value, fragment]),
  );

/**
 * Measures selection sets of one document. Each fragment is measured once, so fragments that
 * double one another cost no more than their text; unknown fragments and cycles count nothing,
 * as validation refuses them.
 */
export function createShapeMeasure(document: DocumentNode) {
  const fragments = fragmentsOf(document);
  const known = new Map<string, Shape>();

  const ofFragment = (name: string): Shape => {
    const before = known.get(name);
    if (before) return before;
    known.set(name, nothing);
    const fragment = fragments.get(name);
    const shape = fragment ? ofSet(fragment.selectionSet) : nothing;
    known.set(name, shape);
    return shape;
  };

  const ofSelection = (selection: SelectionNode): Shape => {
    if (selection.kind === Kind.FRAGMENT_SPREAD) return ofFragment(selection.name.value);
    if (selection.kind === Kind.INLINE_FRAGMENT) return ofSet(selection.selectionSet);
    const below = selection.selectionSet ? ofSet(selection.selectionSet) : nothing;
    // How deep introspection goes is held by graphql's own rule; here it is one field more.
    const depth = selection.name.value.startsWith('__') ? 1 : below.depth + 1;
    return { depth, fields: below.fields + 1, top: 1 };
  };

  const ofSet = (set: SelectionSetNode): Shape => addUp(set.selections.map(ofSelection));
  return ofSet;
}

/** Aliases, of any field, and directives as they are written, used or not. */
export function countWritten(document: DocumentNode) {
  let aliases = 0;
  let directives = 0;
  visit(document, {
    Field: ({ alias }) => {
      if (alias) aliases += 1;
    },
    Directive: () => {
      directives += 1;
    },
  });
  return { aliases, directives };
}
