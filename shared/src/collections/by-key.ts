/** Items by their key, for a batch that answers key by key. */
export const byKey = <Item, Key>(items: readonly Item[], keyOf: (item: Item) => Key) =>
  new Map(items.map((item) => [keyOf(item), item]));
