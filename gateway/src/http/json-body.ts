import { InvalidInput } from '@lianyi/shared/errors/domain-error';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { HttpRefusal } from './http-error';

const unsupported = (field: string, cause: string) =>
  new HttpRefusal(415, new InvalidInput(field, cause));

/** The body as text; refuses other charsets, bytes that are not UTF-8, and compressed bodies. */
function readText(request: FastifyRequest, body: Buffer): string {
  const charset = /;\s*charset="?([^";\s]+)/i.exec(request.headers['content-type'] ?? '')?.[1];
  if (charset && !/^utf-?8$/i.test(charset)) throw unsupported('content-type', 'must be UTF-8.');
  const encoding = request.headers['content-encoding'] ?? 'identity';
  if (encoding !== 'identity') throw unsupported('content-encoding', 'must be left out.');
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch {
    throw new InvalidInput('body', 'is not UTF-8.');
  }
}

/**
 * Takes JSON bodies alone; every other content type is refused with 415 (and so is CSRF).
 * Keys that would reach an object's prototype are refused, not passed on.
 */
export function acceptJson(app: FastifyInstance) {
  const parse = app.getDefaultJsonParser('error', 'error');
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    try {
      parse(request, readText(request, body as Buffer), done);
    } catch (error) {
      done(error as Error);
    }
  });
}

/** Takes HTML forms beside JSON, for the token endpoint (RFC 6749, 4.3.2). */
export function acceptForms(app: FastifyInstance) {
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'buffer' },
    async (request: FastifyRequest, body: string | Buffer) =>
      Object.fromEntries(new URLSearchParams(readText(request, body as Buffer))),
  );
}
