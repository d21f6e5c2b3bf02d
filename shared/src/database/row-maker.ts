/** One property of what is made of a row. */
export interface RowProperty {
  readonly property: string;
  /** Where its value stands in the row; -1 where the row has none. */
  readonly at: number;
  readonly convert?: ((value: unknown) => unknown) | null;
}

type MakeRow = (row: readonly unknown[]) => object;

/**
 * Makes objects of rows that are lists. The function is written for the very columns of a statement:
 * the engine then knows the object's shape from the start, where property after property would have
 * it moved several times.
 */
export function rowMaker(prototype: object, properties: readonly RowProperty[]): MakeRow {
  const values = properties.map(({ property, at, convert }, index) => {
    const value = at < 0 ? 'undefined' : `row[${at}]`;
    return `this[${JSON.stringify(property)}] = ${convert ? `convert[${index}](${value})` : value};`;
  });
  // Names of columns and numbers alone: nothing of what a row or a client holds.
  const write = new Function('convert', `return function Row(row) { ${values.join(' ')} }`);
  const Row: new (row: readonly unknown[]) => object = write(
    properties.map(({ convert }) => convert),
  );
  Row.prototype = prototype;
  return (row) => new Row(row);
}
