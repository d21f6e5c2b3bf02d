import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { open, seal } from '@lianyi/shared/crypto/sealed-text';
import { type KeptFrame, openRawStore, type RawStore } from './raw-store';

const key = Buffer.alloc(32, 7);
const sealing = {
  seal: (bytes: Buffer) => seal(key, bytes),
  open: (bytes: Buffer) => open(key, bytes),
};
const accepted = [{ code: 'AA' as const, controlId: '1', type: 'ORU^R01' }];

describe('the raw store', () => {
  let folder: string;
  const stores: RawStore[] = [];
  const openStore = async (segmentBytes?: number) => {
    const now = () => new Date('2026-11-21T00:00:00Z');
    const store = await openRawStore({
      folder,
      sealing,
      now,
      ...(segmentBytes && { segmentBytes }),
    });
    stores.push(store);
    return store;
  };
  const all = async (store: RawStore) => {
    const frames: KeptFrame[] = [];
    for await (const frame of store.frames()) frames.push(frame);
    return frames;
  };
  const files = (ending: string) => readdirSync(folder).filter((name) => name.endsWith(ending));

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'hl7-raw-'));
  });
  afterEach(async () => {
    await Promise.all(stores.splice(0).map((store) => store.close()));
    rmSync(folder, { recursive: true, force: true });
  });

  it('gives back the bytes and what was answered', async () => {
    const store = await openStore();
    const bytes = Buffer.from([0, 0x1c, 0xff, 0x0d]);
    await store.answered(await store.keep(bytes), accepted);
    expect(await all(store)).toMatchObject([{ bytes, outcomes: accepted }]);
  });

  it('keeps nothing in the clear', async () => {
    const store = await openStore();
    await store.keep(Buffer.from('PID|1||34052419800101001X'));
    expect(readFileSync(join(folder, '00000001.hl7')).toString('latin1')).not.toContain('PID');
  });

  it('keeps the order of frames that arrive at once', async () => {
    const store = await openStore();
    await Promise.all(Array.from({ length: 50 }, (_, at) => store.keep(Buffer.from(`${at}`))));
    const bytes = (await all(store)).map((frame) => Number(frame.bytes));
    expect(bytes).toEqual(Array.from({ length: 50 }, (_, at) => at));
  });

  it('lists the frames without an answer at the next opening, once', async () => {
    const first = await openStore();
    await first.answered(await first.keep(Buffer.from('A')), accepted);
    const id = await first.keep(Buffer.from('B'));
    expect((await openStore()).unanswered.map((frame) => frame.id)).toEqual([id]);
    expect((await openStore()).unanswered).toEqual([]);
  });

  it('reads on behind a record that a crash tore', async () => {
    const first = await openStore();
    await first.keep(Buffer.from('A'));
    appendFileSync(join(folder, '00000001.hl7'), Buffer.from([0, 0, 1, 0, 9, 9]));
    const second = await openStore();
    await second.keep(Buffer.from('B'));
    expect((await all(second)).map((frame) => String(frame.bytes))).toEqual(['A', 'B']);
  });

  it('reads on behind zeros that a crash left', async () => {
    const first = await openStore();
    await first.keep(Buffer.from('A'));
    appendFileSync(join(folder, '00000001.hl7'), Buffer.alloc(64));
    expect(await all(await openStore())).toHaveLength(1);
  });

  it('begins a new segment when one is full, and need not read it again once all is answered', async () => {
    const store = await openStore(1);
    const ids = [await store.keep(Buffer.from('A')), await store.keep(Buffer.from('B'))];
    expect([files('.hl7').length, files('.settled').length]).toEqual([2, 0]);
    for (const id of ids) await store.answered(id, accepted);
    await store.close();
    expect(files('.hl7').filter((name) => !files('.settled').includes(`${name}.settled`))).toEqual(
      [],
    );
  });

  it('keeps every frame that two processes write at once', async () => {
    const [one, two] = [await openStore(), await openStore()];
    await Promise.all([one.keep(Buffer.from('A')), two.keep(Buffer.from('B'))]);
    expect((await all(one)).map((frame) => String(frame.bytes)).sort()).toEqual(['A', 'B']);
  });

  it('rejects a frame it cannot keep, and keeps the next once it can', async () => {
    const store = await openStore(1);
    await store.keep(Buffer.from('A'));
    rmSync(folder, { recursive: true, force: true });
    await expect(store.keep(Buffer.from('B'))).rejects.toThrow();
    (await import('node:fs')).mkdirSync(folder);
    await expect(store.keep(Buffer.from('C'))).resolves.toEqual(expect.any(String));
  });
});
