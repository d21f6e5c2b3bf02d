#!/usr/bin/env node
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { connectSender } from './send-client';
import { describeAnswer, framesOf, transcode } from './send-files';

const usage = `Usage: hl7:send FILE... [--host 127.0.0.1] [--port 2575] [--charset "GB 18030-2000"] [--wait 30]
Sends HL7 v2 files over MLLP and prints each acknowledgement in one line.
--charset  encode UTF-8 files in this character set and declare it in MSH-18
--wait     seconds to wait for the answers to one frame`;

/** Sends the files; true where every message got an answer, whichever it was. */
export async function sendFiles(
  args: readonly string[],
  print: (line: string) => void,
): Promise<boolean> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      host: { type: 'string', default: '127.0.0.1' },
      port: { type: 'string', default: process.env.HL7_PORT ?? '2575' },
      charset: { type: 'string' },
      wait: { type: 'string', default: '30' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help || positionals.length === 0) {
    print(usage);
    return values.help;
  }
  const target = {
    port: Number(values.port),
    host: values.host,
    waitMs: Number(values.wait) * 1000,
  };
  let answered = true;
  for (const path of positionals) {
    const file = await readFile(path);
    const bytes = values.charset === undefined ? file : transcode(file, values.charset);
    for (const frame of framesOf(bytes)) {
      const lines = await sendOne(frame, target);
      for (const line of lines.answers) print(`${basename(path)}: ${line}`);
      if (lines.failure !== undefined) print(`${basename(path)}: no answer: ${lines.failure}`);
      answered &&= lines.failure === undefined;
    }
  }
  return answered;
}

/** A connection for each frame: one that the receiver closed does not stop the next. */
async function sendOne(
  { bytes, answers }: { bytes: Buffer; answers: number },
  { port, host, waitMs }: { port: number; host: string; waitMs: number },
): Promise<{ answers: string[]; failure?: string }> {
  try {
    const client = await connectSender(port, host, waitMs);
    try {
      return { answers: (await client.send(bytes, answers)).map(describeAnswer) };
    } finally {
      client.close();
    }
  } catch (error) {
    return { answers: [], failure: error instanceof Error ? error.message : 'unknown' };
  }
}

if (require.main === module)
  sendFiles(process.argv.slice(2), (line) => console.log(line)).then(
    (answered) => {
      process.exitCode = answered ? 0 : 1;
    },
    (error: unknown) => {
      console.error(error instanceof Error ? error.message : error);
      process.exitCode = 1;
    },
  );
