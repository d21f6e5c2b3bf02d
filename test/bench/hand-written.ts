import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { DatabaseLocation } from '@lianyi/shared/database/open-database';
import { type AccessRow, accessShape, createAccessQueue } from './access-rows';
import { jobOf, serve } from './child-side';
import { openMysqlStore } from './hand-written-mysql';
import { openSqliteStore } from './hand-written-sqlite';
import { type KeptRecord, type KeptStatement, readKept } from './kept-record';

export interface HandWrittenJob {
  /** A county of its own, so that its lines in the access log are nobody else's. */
  readonly location: DatabaseLocation;
  readonly file: string;
}

/** What the endpoint asks of either engine. */
export interface RecordStore {
  read(statements: readonly KeptStatement[]): Promise<void> | void;
  /** Durable when it returns. */
  write(rows: readonly AccessRow[]): Promise<void> | void;
  close(): Promise<void> | void;
}

/**
 * The least an endpoint of this purpose does: the product's own statements with the same
 * parameters, the line in the access log durable before the answer, the same JSON. It knows the
 * answer's object already, so the work of putting it together is left out, and nobody signs in.
 */
async function start({ location, file }: HandWrittenJob) {
  const { records } = readKept(file);
  const shape = accessShape(records[0]?.writes ?? []);
  const store = location.url
    ? openMysqlStore(location, shape)
    : openSqliteStore(location.dataDir, shape);
  const known = new Map(records.map((record) => [record.patientId, record]));
  const recordAccess = createAccessQueue(store.write);
  const answer = async ({ data, reads, writes }: KeptRecord) => {
    await recordAccess(shape.rowsOf(writes));
    await store.read(reads);
    return JSON.stringify({ data });
  };
  const server = createHttp(async (body) => {
    const { variables } = JSON.parse(body) as { variables: { id: string } };
    const record = known.get(variables.id);
    return record ? answer(record) : null;
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    async close() {
      server.close();
      server.closeAllConnections();
      await store.close();
    },
  };
}

function createHttp(answer: (body: string) => Promise<string | null>) {
  return createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      answer(Buffer.concat(chunks).toString('utf8')).then(
        (text) => {
          response.writeHead(text === null ? 404 : 200, { 'content-type': 'application/json' });
          response.end(text ?? '{}');
        },
        (error: unknown) => {
          console.error(error);
          response.writeHead(500).end();
        },
      );
    });
  });
}

serve(start(jobOf<HandWrittenJob>()));
