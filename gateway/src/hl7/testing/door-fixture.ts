import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Viewer } from '@lianyi/shared/auth/viewer';
import { createLogger } from '@lianyi/shared/logging/logger';
import { createHl7Door, type Hl7DoorOptions } from '../door';
import { openRawStore, type Sealing } from '../raw-store';
import { connectSender } from '../send-client';
import { describeAnswer, framesOf } from '../send-files';
import { readSenderTable } from '../senders';
import type { GraphAnswer } from '../types';

export interface GraphCall {
  readonly mutation: string;
  readonly variables: Record<string, unknown>;
  readonly viewer: Viewer;
}

/** A graph that records everything it is asked for, and answers as told, or that all is well. */
export function fakeGraph(answer?: (call: GraphCall) => GraphAnswer | Promise<GraphAnswer>) {
  const calls: GraphCall[] = [];
  const data = {
    registerPatient: { outcome: 'CREATED', patient: { id: 'patient-1' } },
    recordEncounter: { id: 'encounter-1' },
    postLabReport: { outcome: 'CREATED', report: { id: 'report-1' } },
    postExamReport: { outcome: 'CREATED', report: { id: 'report-1' } },
  };
  const run: Hl7DoorOptions['run'] = async (operation, variables, viewer) => {
    const mutation = /\{\s*(\w+)/.exec(operation.slice(operation.indexOf(')')))?.[1] ?? '';
    const call = { mutation, variables, viewer };
    calls.push(call);
    return answer ? answer(call) : { data };
  };
  return { run, calls };
}

export const plain: Sealing = { seal: (bytes) => bytes, open: (bytes) => bytes };

export const testSenders = readSenderTable(
  JSON.stringify({
    processingIds: ['P', 'T', 'D'],
    demoInstitution: 'township-dongpu',
    senders: [
      { application: 'LIS', facility: 'county-hospital', institution: 'county-hospital' },
      { application: 'OLD', facility: 'xiling', institution: 'township-xiling', charset: 'GBK' },
      { application: 'ECG', facility: 'ecg', institution: 'ecg-center', modality: 'ECG' },
    ],
  }),
  'hl7-senders.json',
  { demo: true },
);

/** A door on a free port with a store of its own, and a way to send to it. */
export async function openTestDoor(options: Partial<Hl7DoorOptions> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'hl7-door-'));
  const now = options.now ?? (() => new Date('2026-11-21T02:00:00Z'));
  const store = options.store ?? (await openRawStore({ folder, sealing: plain, now }));
  const door = createHl7Door({
    run: fakeGraph().run,
    senders: testSenders,
    logger: createLogger('hl7', 'silent'),
    ...options,
    store,
    now,
  });
  await door.listen(0, '127.0.0.1');
  const port = door.address()?.port ?? 0;
  return {
    port,
    folder,
    store,
    door,
    /** The answers to a file, as text. */
    async sendRaw(file: Buffer): Promise<Buffer[]> {
      const client = await connectSender(port, '127.0.0.1', 10_000);
      const answers: Buffer[] = [];
      for (const { bytes, answers: count } of framesOf(file))
        answers.push(...(await client.send(bytes, count)));
      client.close();
      return answers;
    },
    async send(file: Buffer | string): Promise<string[]> {
      return (await this.sendRaw(Buffer.from(file))).map(describeAnswer);
    },
    async close() {
      await door.close();
      await store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
