import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { sendFiles } from './send';
import { framesOf, transcode } from './send-files';
import { fakeGraph, openTestDoor } from './testing/door-fixture';
import { aBloodCount } from './testing/messages';

describe('sending files', () => {
  let folder: string;
  const file = (name: string, text: string) => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  };
  const run = async (...args: string[]) => {
    const lines: string[] = [];
    return { answered: await sendFiles(args, (line) => lines.push(line)), lines };
  };
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'hl7-send-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('prints every acknowledgement in one line', async () => {
    const door = await openTestDoor();
    const good = file('good.hl7', aBloodCount());
    const bad = file('bad.hl7', aBloodCount({ name: '' }));
    const { answered, lines } = await run(good, bad, '--port', `${door.port}`);
    expect([answered, lines]).toEqual([
      true,
      [
        'good.hl7: AA MSG1',
        'bad.hl7: AE MSG1 PID^1^5 101 PID-5: must give the name of the patient.',
      ],
    ]);
    await door.close();
  });

  it('fails where nobody answers', async () => {
    const { answered, lines } = await run(file('a.hl7', aBloodCount()), '--port', '1');
    expect([answered, lines]).toEqual([false, [expect.stringMatching(/^a\.hl7: no answer: /)]]);
  });

  it('encodes and declares another character set', async () => {
    const graph = fakeGraph();
    const door = await openTestDoor({ run: graph.run });
    const path = file('a.hl7', aBloodCount({ name: '李^瑋' }));
    await run(path, '--port', `${door.port}`, '--charset', 'GB 18030-2000');
    expect(graph.calls[0]?.variables.input).toMatchObject({
      patient: { demographics: { name: '李瑋' } },
    });
    await door.close();
  });

  it('refuses a character set that cannot hold the text', () => {
    expect(() => transcode(Buffer.from(aBloodCount()), 'ASCII')).toThrow(/cannot hold this text/);
  });

  it.each([
    ['a batch', `FHS|^~\\&\r${aBloodCount()}${aBloodCount()}FTS|1\r`, [2]],
    ['several messages', aBloodCount() + aBloodCount(), [1, 1]],
    ['no HL7', 'hello', [1]],
  ])('makes frames of %s', (_, text, answers) => {
    expect(framesOf(Buffer.from(text)).map((frame) => frame.answers)).toEqual(answers);
  });
});
