import { closeSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';

export type WriteKind = 'report' | 'amendment' | 'visit' | 'registration';

/** One acknowledged write. */
export interface LedgerLine {
  readonly kind: WriteKind;
  /** The product's id of the patient. */
  readonly patientId: string;
  /** The sender's own id of what was written; an amendment has that of its report. */
  readonly sourceId: string;
  readonly version: number;
  /** What must be read back: it names the write, and holds a digest of its content. */
  readonly token: string;
  readonly at: string;
}

export interface Ledger {
  /** The line is on the disk when this returns; called after the acknowledgement. */
  append(line: LedgerLine): void;
  /** As the file says, not as this process remembers. */
  lines(): LedgerLine[];
  close(): void;
}

export function openLedger(path: string): Ledger {
  const file = openSync(path, 'a', 0o600);
  return {
    append(line) {
      writeSync(file, `${JSON.stringify(line)}\n`);
      fsyncSync(file);
    },
    lines: () =>
      readFileSync(path, 'utf8')
        .split('\n')
        .filter(Boolean)
        .map((text) => JSON.parse(text) as LedgerLine),
    close: () => closeSync(file),
  };
}
