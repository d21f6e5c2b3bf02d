import type { Serving } from './questions';
import type { WatchNumbers } from './worker-numbers';

/** What is looked at of a worker. */
export interface Watched {
  readonly serving: Promise<Serving | null>;
  readonly ended: Promise<unknown>;
  /** Settles when its process has taken a question up, or is gone. */
  beat(): Promise<unknown>;
}

export interface Watch {
  /** It is looked at no more. */
  end(): void;
}

/**
 * Tells once that a worker hangs: that it does not serve `startBeats` after its start, or serves and
 * has answered nothing for `silentBeats`. Counted in beats of this process, not by the clock, so that
 * nobody is taken for hung where the whole machine stood still.
 */
export function watchWorker(
  { serving, ended, beat }: Watched,
  { beatMs, startBeats, silentBeats }: WatchNumbers,
  onHung: (served: boolean) => void,
): Watch {
  let [serves, asking, silent] = [false, false, 0];
  const ask = async () => {
    asking = true;
    await beat().catch(() => undefined);
    asking = false;
    silent = 0;
  };
  const look = () => {
    silent += 1;
    if (silent > (serves ? silentBeats : startBeats)) {
      end();
      onHung(serves);
    } else if (serves && !asking) void ask();
  };
  // Who is looked at holds this process, not the look.
  const timer = setInterval(look, beatMs).unref();
  const end = () => clearInterval(timer);
  void serving.then((served) => {
    serves = served !== null;
    silent = 0;
  });
  void ended.then(end);
  return { end };
}
