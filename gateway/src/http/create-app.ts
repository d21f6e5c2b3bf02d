import type { Socket } from 'node:net';
import Fastify, { type FastifyInstance } from 'fastify';
import type { HttpNumbers } from './http-numbers';

/** Fastify within the product's bounds of sizes, times and connections. */
export function createApp(newId: () => string, numbers: HttpNumbers): FastifyInstance {
  const app = Fastify({
    logger: false,
    bodyLimit: numbers.bodyBytes,
    genReqId: newId,
    requestIdHeader: false,
    requestTimeout: numbers.requestMs,
    keepAliveTimeout: numbers.keepAliveMs,
    connectionTimeout: numbers.idleMs,
    maxRequestsPerSocket: numbers.requestsPerConnection,
    forceCloseConnections: 'idle',
    return503OnClosing: false,
    http: {
      headersTimeout: numbers.headersMs,
      requestTimeout: numbers.requestMs,
      maxHeaderSize: numbers.headerBytes,
      connectionsCheckingInterval: numbers.checkEveryMs,
    },
    clientErrorHandler: refuseClient,
  });
  app.server.maxConnections = numbers.connections;
  app.server.headersTimeout = numbers.headersMs;
  return app;
}

/** Bytes that are not HTTP, headers too large or too slow: no request exists yet. */
function refuseClient(error: Error & { code?: string }, socket: Socket) {
  if (error.code === 'ECONNRESET' || socket.destroyed) return;
  const tooLarge = error.code === 'HPE_HEADER_OVERFLOW';
  const tooSlow = error.code === 'ERR_HTTP_REQUEST_TIMEOUT';
  const status = tooLarge
    ? '431 Request Header Fields Too Large'
    : tooSlow
      ? '408 Request Timeout'
      : '400 Bad Request';
  const code = tooLarge ? 'LIMIT_EXCEEDED' : 'INVALID_INPUT';
  const message = tooSlow ? 'The request took too long to arrive.' : 'This is not a request.';
  const body = JSON.stringify({ errors: [{ message, extensions: { code } }] });
  const head = `content-type: application/json; charset=utf-8\r\ncontent-length: ${body.length}`;
  if (socket.writable)
    socket.write(`HTTP/1.1 ${status}\r\n${head}\r\nconnection: close\r\n\r\n${body}`);
  socket.destroySoon();
}
