import type { Logger } from '../logging/logger';

/**
 * Runs `close` once, at the first SIGTERM or SIGINT, and exits 0 where it succeeds. A terminal's
 * Ctrl-C reaches every process, and who started them may signal again: later ones change nothing.
 * Yields what does the same without a signal, and may say how.
 */
export function onStop<How>(logger: Logger, close: (how?: How) => Promise<void>) {
  let closing = false;
  const stop = (how?: How) => {
    if (closing) return;
    closing = true;
    close(how).then(
      () => process.exit(0),
      (error: unknown) => {
        logger.error({ err: error }, 'the stop was not clean');
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', () => stop());
  process.on('SIGINT', () => stop());
  return stop;
}
