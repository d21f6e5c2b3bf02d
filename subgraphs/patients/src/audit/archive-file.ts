import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, readdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { StringDecoder } from 'node:string_decoder';
import type { AccessDay } from './access-day.entity';
import type { AccessEvent } from './access-event.entity';
import { BrokenLog } from './broken-log';
import type { ChainHash } from './chain-hash';
import { dayLine, eventLine, readEventLine } from './event-lines';
import { type Link, walkDay } from './walk-entries';

/** Where a day's entries lie in an archive folder. */
export const archivePath = (folder: string, day: string) =>
  join(folder, `access-log-${day}.ndjson`);

/** Whether the folder has the day's file. */
export const hasArchive = async (folder: string, day: string) =>
  (await readdir(folder)).includes(`access-log-${day}.ndjson`);

/** Writes a day's entries and its head; the bytes are on the disk when this resolves. */
export async function writeArchive(
  path: string,
  head: AccessDay,
  pages: AsyncIterable<readonly AccessEvent[]>,
): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    for await (const page of pages) await file.writeFile(page.map(eventLine).join(''));
    await file.writeFile(dayLine(head));
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Gives a written and checked file its name. */
export const nameArchive = (from: string, folder: string, day: string) =>
  rename(from, archivePath(folder, day));

/** The day's file and its name are on the disk when this resolves. */
export async function syncArchive(folder: string, day: string): Promise<void> {
  await sync(archivePath(folder, day));
  // Windows opens no folder, and keeps names with the file.
  if (process.platform !== 'win32') await sync(folder);
}

async function sync(path: string) {
  const file = await open(path, 'r');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

/** The entries of an archived day, in pages. Throws BrokenLog where the file is not one. */
export async function* readArchive(
  path: string,
  head: AccessDay,
  onBytes: (bytes: Buffer) => void = () => undefined,
): AsyncGenerator<AccessEvent[]> {
  const { day } = head;
  const decoder = new StringDecoder('utf8');
  let rest = '';
  let closing = '';
  for await (const bytes of createReadStream(path) as AsyncIterable<Buffer>) {
    onBytes(bytes);
    const lines = (rest + decoder.write(bytes)).split('\n');
    rest = lines.pop() ?? '';
    const page: AccessEvent[] = [];
    for (const text of lines) {
      if (closing !== '') throw new BrokenLog({ day }, 'its archive goes on after its head');
      const event = parse(text, day);
      if (event) page.push(event);
      else closing = `${text}\n`;
    }
    if (page.length > 0) yield page;
  }
  if (closing !== dayLine(head) || rest !== '')
    throw new BrokenLog({ day }, 'its archive does not end with its head');
}

function parse(text: string, day: string) {
  try {
    return readEventLine(text);
  } catch {
    throw new BrokenLog({ day }, 'its archive has a line that is none');
  }
}

/** Reads an archived day and checks every entry and its head; yields the digest of its bytes. */
export async function checkArchive(
  path: string,
  hash: ChainHash,
  before: Link,
  head: AccessDay,
): Promise<string> {
  const digest = createHash('sha256');
  await walkDay(
    hash,
    before,
    head,
    readArchive(path, head, (bytes) => digest.update(bytes)),
  );
  return digest.digest('hex');
}
