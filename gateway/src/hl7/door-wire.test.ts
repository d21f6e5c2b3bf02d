import { connect } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import type { Hl7DoorOptions } from './door';
import { wrapFrame } from './frame';
import { fakeGraph, openTestDoor } from './testing/door-fixture';
import { aBloodCount, inGb18030, lines, msh, pid } from './testing/messages';

describe('on the wire, the HL7 door', () => {
  const doors: Awaited<ReturnType<typeof openTestDoor>>[] = [];
  const openDoor = async (options: Partial<Hl7DoorOptions> = {}) => {
    const door = await openTestDoor(options);
    doors.push(door);
    return door;
  };
  afterEach(async () => {
    await Promise.all(doors.splice(0).map((door) => door.close()));
  });

  it.each(['李^瑋', '王^珅', '錦^昞', '焅^瓇', '鈤^伟', '𠮷^镕'])(
    'posts the name %s as it was sent in GB18030',
    async (name) => {
      const graph = fakeGraph();
      const door = await openDoor({ run: graph.run });
      const file = inGb18030(aBloodCount({ name, charset: 'GB 18030-2000' }));
      expect(await door.send(file)).toEqual(['AA MSG1']);
      expect(graph.calls[0]?.variables.input).toMatchObject({
        patient: { demographics: { name: name.replace('^', '') } },
      });
    },
  );

  it('reads a sender that declares nothing in the character set of its entry', async () => {
    const graph = fakeGraph();
    const door = await openDoor({ run: graph.run });
    const text = lines(
      msh({ application: 'OLD', facility: 'xiling', charset: '' }),
      pid('李^瑋'),
    ).concat(aBloodCount().split('\r').slice(2).join('\r'));
    expect(await door.send(inGb18030(text))).toEqual(['AA MSG1']);
  });

  it('takes several frames that arrive in one piece', async () => {
    const door = await openDoor();
    const socket = connect({ port: door.port, host: '127.0.0.1' });
    let text = '';
    socket.on('data', (chunk: Buffer) => {
      text += chunk.toString('latin1');
    });
    const frames = ['A', 'B', 'C'].map((id) =>
      wrapFrame(Buffer.from(aBloodCount({ controlId: id }))),
    );
    socket.end(Buffer.concat(frames));
    await new Promise((done) => socket.on('close', done));
    expect(text.match(/MSA\|AA\|./g)).toEqual(['MSA|AA|A', 'MSA|AA|B', 'MSA|AA|C']);
  });

  it('takes a message that arrives byte by byte', async () => {
    const door = await openDoor();
    const socket = connect({ port: door.port, host: '127.0.0.1', noDelay: true });
    const answer = new Promise<Buffer>((done) => socket.once('data', done));
    for (const byte of wrapFrame(Buffer.from(aBloodCount()))) {
      socket.write(Buffer.from([byte]));
      await new Promise((done) => setImmediate(done));
    }
    expect((await answer).toString('latin1')).toContain('MSA|AA|MSG1');
    socket.destroy();
  });
});
