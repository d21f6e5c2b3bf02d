import { connect, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { wrapFrame } from './frame';
import { fakeGraph, openTestDoor } from './testing/door-fixture';
import { aBloodCount } from './testing/messages';

const limits = { maxFrameBytes: 5000, maxConnections: 2, idleMs: 400, frameMs: 200, drainMs: 1000 };

describe('a sender', () => {
  let door: Awaited<ReturnType<typeof openTestDoor>>;
  const sockets: Socket[] = [];
  const dial = () => {
    const socket = connect({ port: door.port, host: '127.0.0.1' });
    sockets.push(socket);
    const received: Buffer[] = [];
    socket.on('data', (chunk: Buffer) => received.push(chunk));
    socket.on('error', () => undefined);
    const closed = new Promise<string>((done) =>
      socket.on('close', () => done(Buffer.concat(received).toString('latin1'))),
    );
    return { socket, closed };
  };

  beforeEach(async () => {
    door = await openTestDoor({ limits });
  });
  afterEach(async () => {
    for (const socket of sockets.splice(0)) socket.destroy();
    await door.close();
  });

  it('of a frame too large is told so and closed', async () => {
    const { socket, closed } = dial();
    socket.write(Buffer.concat([Buffer.from([0x0b]), Buffer.alloc(20_000, 65)]));
    expect(await closed).toMatch(/MSA\|AR\|\|The frame is too large/);
  });

  it('of no frames is told so and closed', async () => {
    const { socket, closed } = dial();
    socket.write('GET / HTTP/1.1\r\n'.repeat(100));
    expect(await closed).toMatch(/MSA\|AR\|\|A frame starts with 0x0B/);
  });

  it('of half a frame is closed, however slowly its bytes come', async () => {
    const { socket, closed } = dial();
    socket.write(Buffer.from([0x0b]));
    const trickle = setInterval(() => socket.write('A'), 50);
    expect(await closed).toBe('');
    clearInterval(trickle);
  });

  it('of nothing is closed', async () => {
    expect(await dial().closed).toBe('');
  });

  it('is not let in where too many are', async () => {
    const [first, second] = [dial(), dial()];
    await Promise.all(
      [first, second].map(({ socket }) => new Promise((on) => socket.once('connect', on))),
    );
    expect(await dial().closed).toBe('');
    expect(second.socket.destroyed).toBe(false);
  });
});

describe('closing the door', () => {
  it('answers what was received whole', async () => {
    let record = () => {};
    const { run } = fakeGraph(
      () =>
        new Promise((resolve) => {
          record = () => resolve({ data: { postLabReport: {} } });
        }),
    );
    const door = await openTestDoor({ run, limits });
    const sent = door.send(aBloodCount());
    await new Promise((done) => setTimeout(done, 100));
    const closed = door.close();
    record();
    expect(await sent).toEqual(['AA MSG1']);
    await closed;
  });

  it('takes no longer than it may, whatever the graph does', async () => {
    const { run } = fakeGraph(() => new Promise(() => {}));
    const door = await openTestDoor({ run, limits: { ...limits, drainMs: 200 } });
    const socket = connect({ port: door.port, host: '127.0.0.1' });
    socket.on('error', () => undefined).write(wrapFrame(Buffer.from(aBloodCount())));
    await new Promise((done) => setTimeout(done, 100));
    // The graph never answers: without the limit this would not return.
    await expect(door.door.close()).resolves.toBeUndefined();
    await door.close();
  });
});
