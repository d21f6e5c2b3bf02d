import { readFileSync, writeFileSync } from 'node:fs';

/** A value of a statement, or `{ time }` where it is a time: JSON knows none. */
export type KeptParameter = string | number | boolean | null | { readonly time: string };

export interface KeptStatement {
  /** The subgraph whose database it runs in. */
  readonly database: string;
  readonly sql: string;
  readonly parameters: readonly KeptParameter[];
}

/** One patient's record as the product answered it, and what it asked its databases for it. */
export interface KeptRecord {
  readonly patientId: string;
  readonly data: unknown;
  readonly reads: readonly KeptStatement[];
  /** What makes the access durable, without the frame of its transaction. */
  readonly writes: readonly KeptStatement[];
}

export interface KeptCounty {
  readonly records: readonly KeptRecord[];
  /** Who asked, as the product's subgraphs saw it: the claims of the token. */
  readonly claims: Readonly<Record<string, unknown>>;
}

export const writeKept = (file: string, county: KeptCounty) =>
  writeFileSync(file, JSON.stringify(county));

/** Reads what `writeKept` wrote. */
export const readKept = (file: string) => JSON.parse(readFileSync(file, 'utf8')) as KeptCounty;

/** A statement's value as JSON can keep it. Throws on what a statement of a read never has. */
export function keepParameter(value: unknown): KeptParameter {
  if (value instanceof Date) return { time: value.toISOString() };
  if (value === null || ['string', 'number', 'boolean'].includes(typeof value))
    return value as string | number | boolean | null;
  throw new Error(`a statement has a parameter of type ${typeof value}`);
}

/** The value as the driver takes it. */
export const driverParameter = (value: KeptParameter) =>
  typeof value === 'object' && value !== null ? new Date(value.time) : value;
