import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { wrapFrame } from './frame';
import { describeAnswer, framesOf } from './send-files';
import { openTestDoor } from './testing/door-fixture';

/** Messages of other people's systems; where they are not at hand there is nothing to hold. */
const root = join(__dirname, '../../../../shared/realdata/hl7v2');
const files = existsSync(root)
  ? readdirSync(root, { recursive: true, encoding: 'utf8' })
      .filter((name) => statSync(join(root, name)).isFile())
      .sort()
  : [];

describe('real messages', () => {
  let door: Awaited<ReturnType<typeof openTestDoor>>;
  beforeAll(async () => {
    door = await openTestDoor();
  });
  afterAll(() => door.close());

  const answered = /^(?:AA \S.*|A[ER] .*\d{3} .+)$/;

  it('are all accepted, or refused with a reason', async () => {
    for (const name of files) {
      const file = readFileSync(join(root, name));
      const expected = framesOf(file).reduce((sum, frame) => sum + frame.answers, 0);
      const answers = await door.send(file);
      expect([name, answers.length, answers.filter((one) => !answered.test(one))]).toEqual([
        name,
        expected,
        [],
      ]);
    }
  });

  it('are answered the same when they come in pieces', async () => {
    for (const name of files.slice(0, 40)) {
      const [frame] = framesOf(readFileSync(join(root, name)));
      if (!frame) continue;
      const [first] = await door.sendRaw(frame.bytes);
      const again = await sendInPieces(door.port, frame.bytes);
      expect([name, describeAnswer(again)]).toEqual([name, first && describeAnswer(first)]);
    }
  });
});

/** Sends a frame in pieces of 7 bytes, and resolves with the first answer to it. */
async function sendInPieces(port: number, bytes: Buffer): Promise<Buffer> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true });
  const answer = new Promise<Buffer>((done) => socket.once('data', done));
  const frame = wrapFrame(bytes);
  for (let at = 0; at < frame.length; at += 7) {
    socket.write(frame.subarray(at, at + 7));
    if (at % 700 === 0) await new Promise((done) => setImmediate(done));
  }
  const received = await answer;
  socket.destroy();
  return received.subarray(1, received.indexOf(0x1c));
}
