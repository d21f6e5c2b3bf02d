export interface BreakerOptions {
  /** Failures in a row that open it. */
  readonly failuresToOpen: number;
  readonly probeMilliseconds: number;
  /** Whether the part answers again; asked while it is open, and never by a user's request. */
  probe(): Promise<boolean>;
  onChange(open: boolean): void;
}

/** Spares a part that does not answer, and those who would wait for it. */
export interface Breaker {
  /** While it is open nothing is sent. */
  readonly isOpen: boolean;
  /** How often it opened. Every question keeps the count it was asked under. */
  readonly round: number;
  /** What became of a question of a round; of one before this it tells nothing any more. */
  succeeded(round: number): void;
  failed(round: number): void;
  close(): void;
}

/**
 * Opens after failures in a row and looks for the part in the background. Once that answers it is
 * half open: requests go through, and the first that fails opens it again.
 */
export function createBreaker(options: BreakerOptions): Breaker {
  const { failuresToOpen, probeMilliseconds, probe, onChange } = options;
  let failures = 0;
  let open = false;
  let round = 0;
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  const look = async () => {
    const answers = await probe().catch(() => false);
    if (stopped) return;
    if (!answers) return lookLater();
    open = false;
    failures = failuresToOpen - 1;
    onChange(false);
  };
  const lookLater = () => {
    timer = setTimeout(() => void look(), probeMilliseconds);
    timer.unref();
  };
  return {
    get isOpen() {
      return open;
    },
    get round() {
      return round;
    },
    succeeded(asked) {
      // What was sent before it opened may still be answered; the probe says when it closes.
      if (asked === round) failures = 0;
    },
    failed(asked) {
      // Questions that hung fail for as long as they had time, though the part be back meanwhile.
      if (asked !== round || stopped) return;
      failures += 1;
      if (failures < failuresToOpen) return;
      open = true;
      round += 1;
      onChange(true);
      lookLater();
    },
    close() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
