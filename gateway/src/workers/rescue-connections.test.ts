import type { ChildProcess } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { rescueConnections } from './rescue-connections';

class TestProcess extends EventEmitter {
  readonly sent: unknown[][] = [];
  send(...letter: unknown[]) {
    this.sent.push(letter);
    return true;
  }
}
const asChild = (process: TestProcess) => process as unknown as ChildProcess;

describe('connections on their way to a worker', () => {
  let closed: string[];
  const handle = (name: string) => ({ close: () => closed.push(name) });
  const handover = (seq: number) => ({ cmd: 'NODE_CLUSTER', act: 'newconn', key: 'port', seq });
  beforeEach(() => {
    closed = [];
  });

  it('are given to another one where it dies before it took them', () => {
    const [dying, other] = [new TestProcess(), new TestProcess()];
    rescueConnections(asChild(dying), () => asChild(other));
    const handles = ['a', 'b', 'c'].map(handle);
    for (const [seq, one] of handles.entries())
      asChild(dying).send(handover(seq), one as unknown as undefined);
    asChild(dying).send({ lianyi: 'question' });
    dying.emit('internalMessage', { cmd: 'NODE_CLUSTER', ack: 1, accepted: true });
    dying.emit('exit');
    expect(dying.sent).toHaveLength(4);
    expect(other.sent).toEqual([
      [handover(0), handles[0]],
      [handover(2), handles[2]],
    ]);
    expect(closed).toEqual([]);
  });

  it('are closed where there is no other', () => {
    const dying = new TestProcess();
    rescueConnections(asChild(dying), () => undefined);
    asChild(dying).send(handover(7), handle('a') as unknown as undefined);
    dying.emit('exit');
    expect(closed).toEqual(['a']);
  });
});
