export interface Pause {
  /** Resolves after some milliseconds, or at `cut`. */
  wait(milliseconds: number): Promise<void>;
  /** Ends the wait under way, if any. */
  cut(): void;
}

/** Waits that can be cut short, one at a time; they keep no process alive but where they are to. */
export function createPause({ holdsProcess = false } = {}): Pause {
  let end = () => {};
  return {
    wait: (milliseconds) =>
      new Promise((resolve) => {
        const timer = setTimeout(resolve, milliseconds);
        if (!holdsProcess) timer.unref();
        end = () => {
          clearTimeout(timer);
          resolve();
        };
      }),
    cut: () => end(),
  };
}
