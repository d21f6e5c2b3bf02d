import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { ConfigError } from '@lianyi/shared/config/read-env';
import { charsetNamed } from './charset-names';
import { type Modality, modalities } from './inputs';

/** A system that sends, and the institution it sends for. */
export interface Sender {
  readonly institutionId: string;
  readonly name: string;
  /** What this system sends where MSH-18 is empty. */
  readonly charset?: string;
  /** The modality of a system that reports nothing else. */
  readonly modality?: Modality;
}

export interface SenderTable {
  /** Name of the file a county edits, for the refusals that send people there. */
  readonly file: string;
  /** MSH-11 values that are recorded. */
  readonly processingIds: readonly string[];
  /**
   * The sender of MSH-3 and MSH-4, each by its first component (name) or second (universal id).
   * Undefined where the table does not know it.
   */
  find(application: readonly string[], facility: readonly string[]): Sender | undefined;
  /**
   * The institution a facility belongs to, by any of its names or ids: that of the systems that send
   * from there. Undefined where the table knows none or several.
   */
  institutionOf(facility: readonly string[]): string | undefined;
}

interface Entry extends Sender {
  readonly application: string;
  readonly facility: string;
}

/**
 * Reads the sender table. In the demo an unknown sender counts as the file's `demoInstitution`;
 * elsewhere it is refused. Throws `ConfigError` naming the file and the entry.
 */
export function loadSenderTable(path: string, { demo }: { demo: boolean }): SenderTable {
  return readSenderTable(readFileSync(path, 'utf8'), basename(path), { demo });
}

export function readSenderTable(
  json: string,
  file: string,
  { demo }: { demo: boolean },
): SenderTable {
  const table = readRecord(parse(json, file), file, 'the file');
  const senders = readList(table.senders, file, 'senders').map((one, index) =>
    readEntry(one, file, `senders[${index}]`),
  );
  const bySystem = new Map<string, Sender>();
  for (const [index, entry] of senders.entries()) {
    const key = keyOf(entry.application, entry.facility);
    if (bySystem.has(key))
      throw new ConfigError(file, `senders[${index}] has the application and facility of another.`);
    bySystem.set(key, entry);
  }
  const fallback = demo ? readFallback(table.demoInstitution, file) : undefined;
  const processingIds = readList(table.processingIds ?? ['P'], file, 'processingIds');
  return {
    file,
    processingIds: processingIds.map((id) => readText(id, file, 'processingIds')),
    find(application, facility) {
      for (const app of application)
        for (const place of facility) {
          const sender = bySystem.get(keyOf(app, place));
          if (sender) return sender;
        }
      return fallback;
    },
    institutionOf(facility) {
      const names = new Set(facility.map((one) => one.toUpperCase()));
      const found = senders.filter((one) => names.has(one.facility.toUpperCase()));
      const [institutionId, ...others] = new Set(found.map((one) => one.institutionId));
      return others.length === 0 ? institutionId : undefined;
    },
  };
}

const keyOf = (application: string, facility: string) =>
  JSON.stringify([application.toUpperCase(), facility.toUpperCase()]);

function readFallback(value: unknown, file: string): Sender | undefined {
  if (value === undefined) return undefined;
  const institutionId = readText(value, file, 'demoInstitution');
  return { institutionId, name: `HL7 ${institutionId}` };
}

function readEntry(value: unknown, file: string, place: string): Entry {
  const entry = readRecord(value, file, place);
  const text = (key: string) => readText(entry[key], file, `${place}.${key}`);
  const charset = entry.charset === undefined ? undefined : text('charset');
  if (charset !== undefined && charsetNamed(charset) === undefined)
    throw new ConfigError(file, `${place}.charset names no character set that is read here.`);
  const modality = modalities.find((one) => one === entry.modality);
  if (entry.modality !== undefined && modality === undefined)
    throw new ConfigError(file, `${place}.modality must be one of ${modalities.join(', ')}.`);
  return {
    application: text('application'),
    facility: text('facility'),
    institutionId: text('institution'),
    name: entry.name === undefined ? `${text('application')}@${text('facility')}` : text('name'),
    ...(charset !== undefined && { charset }),
    ...(modality !== undefined && { modality }),
  };
}

function parse(json: string, file: string): unknown {
  try {
    return JSON.parse(json);
  } catch (error) {
    throw new ConfigError(
      file,
      `is no JSON: ${error instanceof Error ? error.message : 'unreadable'}.`,
    );
  }
}

function readRecord(value: unknown, file: string, place: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new ConfigError(file, `${place} must be an object.`);
  return Object.fromEntries(Object.entries(value));
}

function readList(value: unknown, file: string, place: string): unknown[] {
  if (!Array.isArray(value)) throw new ConfigError(file, `${place} must be a list.`);
  return value;
}

function readText(value: unknown, file: string, place: string): string {
  if (typeof value !== 'string' || value.trim() === '')
    throw new ConfigError(file, `${place} must be a text.`);
  return value.trim();
}
