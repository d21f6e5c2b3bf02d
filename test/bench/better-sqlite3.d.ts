/** The part of the driver that the hand-written endpoint uses; it ships no types. */
declare module 'better-sqlite3' {
  export interface Statement {
    all(...parameters: unknown[]): unknown[];
    run(...parameters: unknown[]): unknown;
  }
  export default class Database {
    constructor(file: string, options?: { readonly timeout?: number; readonly readonly?: boolean });
    prepare(sql: string): Statement;
    pragma(text: string): unknown;
    close(): void;
  }
}
