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
  succeeded(): void;
  failed(): void;
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
    succeeded() {
      // What was sent before it opened may still be answered; the probe says when it closes.
      if (!open) failures = 0;
    },
    failed() {
      failures += 1;
      if (open || stopped || failures < failuresToOpen) return;
      open = true;
      onChange(true);
      lookLater();
    },
    close() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
