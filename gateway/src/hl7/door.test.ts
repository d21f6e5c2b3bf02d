import { afterEach, describe, expect, it } from '@jest/globals';
import type { Hl7DoorOptions } from './door';
import { readSenderTable } from './senders';
import { fakeGraph, openTestDoor } from './testing/door-fixture';
import { aBloodCount, inGb18030, lines, msh, pid } from './testing/messages';
import type { GraphAnswer } from './types';

describe('the HL7 door', () => {
  const doors: Awaited<ReturnType<typeof openTestDoor>>[] = [];
  const openDoor = async (options: Partial<Hl7DoorOptions> = {}) => {
    const door = await openTestDoor(options);
    doors.push(door);
    return door;
  };
  const kept = async (door: { store: Hl7DoorOptions['store'] }) => {
    const frames = [];
    for await (const frame of door.store.frames()) frames.push(frame);
    return frames;
  };
  afterEach(async () => {
    await Promise.all(doors.splice(0).map((door) => door.close()));
  });

  it('acknowledges a report that the graph recorded', async () => {
    const graph = fakeGraph();
    const door = await openDoor({ run: graph.run });
    expect(await door.send(aBloodCount())).toEqual(['AA MSG1']);
    expect(graph.calls).toMatchObject([
      {
        mutation: 'postLabReport',
        viewer: { institutionId: 'county-hospital', roles: ['REPORTER'] },
      },
    ]);
  });

  it('registers a person and then the visit of an ADT message', async () => {
    const graph = fakeGraph();
    const door = await openDoor({ run: graph.run });
    await door.send(lines(msh({ type: 'ADT^A04' }), pid(), 'PV1|1|O'));
    expect(graph.calls).toMatchObject([
      { mutation: 'registerPatient' },
      { mutation: 'recordEncounter', variables: { input: { patientId: 'patient-1' } } },
    ]);
  });

  it('answers each message of a batch in a frame of its own', async () => {
    const door = await openDoor();
    const wrong = lines(msh({ controlId: 'B' }), 'PID|1||M1');
    const batch = `BHS|^~\\&\r${aBloodCount({ controlId: 'A' })}${wrong}${aBloodCount({ controlId: 'C' })}BTS|3\r`;
    expect(await door.send(batch)).toEqual([
      'AA A',
      expect.stringMatching(/^AE B OBR\^1 100 OBR: the segment is missing/),
      'AA C',
    ]);
  });

  it('tells how many frames are not answered yet, and how many senders are connected', async () => {
    const open: number[] = [];
    const senders: number[] = [];
    const door = await openDoor({
      run: async (...call) => {
        open.push(door.door.openFrames());
        senders.push(door.door.openConnections());
        return fakeGraph().run(...call);
      },
    });
    await door.send(aBloodCount());
    expect(open.every((frames) => frames === 1)).toBe(true);
    expect(open.length).toBeGreaterThan(0);
    await new Promise((done) => setTimeout(done, 50));
    expect(door.door.openFrames()).toBe(0);
    expect([...new Set(senders)]).toEqual([1]);
  });

  it('answers a message sent twice twice', async () => {
    const door = await openDoor();
    await door.send(aBloodCount());
    expect(await door.send(aBloodCount())).toEqual(['AA MSG1']);
  });

  it.each([
    ['wrong content', lines(msh(), pid('')), /^AE MSG1 OBR\^1 100/],
    ['another type', lines(msh({ type: 'SIU^S12' })), /^AR MSG1 MSH\^1\^9 200/],
    ['another event', lines(msh({ type: 'ADT^A40' })), /^AR MSG1 MSH\^1\^9 201/],
    ['an acknowledgement', lines(msh({ type: 'ACK' })), /^AR MSG1 MSH\^1\^9 200/],
    ['a version 3', lines(msh({ version: '3.0' })), /^AR MSG1 MSH\^1\^12 203/],
    ['a processing id that is none', lines(msh({ processingId: 'Q' })), /^AR MSG1 MSH\^1\^11 202/],
    ['no control id', lines(msh({ controlId: '' }), pid()), /^AE MSH\^1\^10 101/],
    ['no HL7', 'hello', /^AR 102 This is no HL7/],
    ['nothing', '', /^AR 102 This is no HL7/],
    ['undeclared bytes', inGb18030(aBloodCount({ charset: '' })), /^AR MSG1 MSH\^1\^18 103/],
  ])('refuses %s and keeps it with the reason', async (_, file, answer) => {
    const door = await openDoor();
    expect(await door.send(file)).toEqual([expect.stringMatching(answer)]);
    const [frame] = await kept(door);
    expect(frame?.bytes.toString('hex')).toBe(Buffer.from(file).toString('hex'));
    expect(frame?.outcomes).toMatchObject([{ reason: expect.any(String) }]);
  });

  it('refuses an unknown sender outside the demo, and says where to add it', async () => {
    const senders = readSenderTable('{"senders":[]}', 'hl7-senders.json', { demo: false });
    const door = await openDoor({ senders });
    expect(await door.send(aBloodCount())).toEqual([
      expect.stringMatching(/^AE MSG1 MSH\^1\^3 103 .* to hl7-senders\.json\.$/),
    ]);
  });

  it('names the segment whose content the graph refuses', async () => {
    const { run } = fakeGraph(() => ({
      data: null,
      errors: [
        {
          message: 'input.observations[0].value: is too long.',
          extensions: { code: 'INVALID_INPUT', field: 'input.observations[0].value' },
        },
      ],
    }));
    const door = await openDoor({ run });
    expect(await door.send(aBloodCount())).toEqual([
      'AE MSG1 OBX^1^5 102 input.observations[0].value: is too long.',
    ]);
  });

  it.each([
    ['cannot be reached', () => Promise.reject(new Error('down'))],
    [
      'is not available',
      () => ({ errors: [{ message: 'x', extensions: { code: 'UNAVAILABLE' } }] }),
    ],
    [
      'fails',
      () => ({ data: null, errors: [{ message: 'secret', extensions: { code: 'INTERNAL' } }] }),
    ],
    ['answers nothing', () => ({})],
  ])('asks to send again where the graph %s', async (_, answer) => {
    const door = await openDoor({ run: fakeGraph(answer).run });
    expect(await door.send(aBloodCount())).toEqual([
      expect.stringMatching(/^AE MSG1 207 The message (?:could|was) not .* send again\.$/),
    ]);
  });

  it('acknowledges nothing before the graph has answered', async () => {
    let answerNow = (_answer: GraphAnswer) => {};
    let asked = () => {};
    const isAsked = new Promise<void>((resolve) => {
      asked = resolve;
    });
    const { run } = fakeGraph(() => {
      asked();
      return new Promise((resolve) => {
        answerNow = resolve;
      });
    });
    const door = await openDoor({ run });
    let answered = false;
    const sent = door.send(aBloodCount()).finally(() => {
      answered = true;
    });
    await isAsked;
    expect(await kept(door)).toHaveLength(1);
    expect(answered).toBe(false);
    answerNow({ data: { postLabReport: {} } });
    await expect(sent).resolves.toEqual(['AA MSG1']);
  });

  it('asks to send again where it cannot keep the message, and posts nothing', async () => {
    const graph = fakeGraph();
    const door = await openDoor({
      run: graph.run,
      store: {
        keep: () => Promise.reject(new Error('disk full')),
        answered: () => Promise.resolve(),
        unanswered: [],
        async *frames() {},
        close: () => Promise.resolve(),
      },
    });
    expect(await door.send(aBloodCount())).toEqual([
      expect.stringMatching(/^AE MSG1 207 It could not/),
    ]);
    expect(graph.calls).toEqual([]);
  });

  it('counts messages by outcome and type, and no others than those it records', async () => {
    const counted: string[] = [];
    const door = await openDoor({
      metrics: { message: (code, type) => counted.push(`${code} ${type}`) },
    });
    await door.send(aBloodCount());
    await door.send(lines(msh({ type: 'X^Y' })));
    expect(counted).toEqual(['AA ORU^R01', 'AR other']);
  });
});
