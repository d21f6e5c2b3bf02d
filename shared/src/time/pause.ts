export interface Pause {
  /** Resolves after some milliseconds, or at `cut`; keeps no process alive. */
  wait(milliseconds: number): Promise<void>;
  /** Ends the wait under way, if any. */
  cut(): void;
}

/** Waits that can be cut short; one at a time. */
export function createPause(): Pause {
  let end = () => {};
  return {
    wait: (milliseconds) =>
      new Promise((resolve) => {
        const timer = setTimeout(resolve, milliseconds).unref();
        end = () => {
          clearTimeout(timer);
          resolve();
        };
      }),
    cut: () => end(),
  };
}
