/** One property of what is made of a row. */
export interface RowProperty {
  readonly property: string;
  /** Where its value stands in the row; -1 where the row has none. */
  readonly at: number;
  readonly convert?: ((value: unknown) => unknown) | null;
}

type MakeRow = (row: readonly unknown[]) => object;

/** Makes objects of rows that are lists. */
export const rowMaker =
  (prototype: object, properties: readonly RowProperty[]): MakeRow =>
  (row) => {
    const made: Record<string, unknown> = Object.create(prototype);
    for (const { at, convert, property } of properties)
      made[property] = convert ? convert(row[at]) : row[at];
    return made;
  };
