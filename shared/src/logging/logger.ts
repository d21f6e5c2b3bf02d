import { type DestinationStream, type Logger as PinoLogger, pino } from 'pino';
import { redact } from './redact';

export type Logger = Pick<PinoLogger, 'debug' | 'info' | 'warn' | 'error'>;

/** JSON lines on standard error (or `destination`), patient fields and secrets redacted. */
export const createLogger = (
  part: string,
  level = 'info',
  destination?: DestinationStream,
): Logger =>
  pino(
    {
      level,
      base: { part },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }), log: redact },
      serializers: { err: serializeError },
    },
    destination ?? pino.destination({ dest: 2, sync: false }),
  );

/**
 * Database drivers put the statement's values into message and properties: only the kind of
 * error, its code and where it was thrown are kept.
 */
export function serializeError(error: unknown) {
  if (!(error instanceof Error)) return { type: typeof error };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  const frames = (error.stack ?? '')
    .split('\n')
    .filter((line) => line.trimStart().startsWith('at '));
  return { type: error.name, code, stack: frames.slice(0, 12).join('\n') };
}
