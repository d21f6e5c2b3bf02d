/** Where a progress bar is drawn. */
export interface ProgressStream {
  readonly isTTY?: boolean | undefined;
  write(text: string): unknown;
}

export interface ProgressBar {
  readonly report: (done: number, total: number) => void;
  /** Ends the line; nothing where nothing was drawn. */
  readonly done: () => void;
}

const width = 28;
/** Where nobody watches, a line at every quarter is enough; of what takes an hour, some more. */
const quietSteps = (total: number) => (total < 100_000 ? 4 : 50);

/**
 * Shows how far a piece of work is and how many a second are done since the first report: redrawn
 * on a terminal, a few lines in a log. `now` is a clock in milliseconds.
 */
export function createProgressBar(
  label: string,
  stream: ProgressStream = process.stderr,
  now: () => number = () => performance.now(),
): ProgressBar {
  let shown = '';
  let first: { readonly done: number; readonly at: number } | undefined;
  const rate = (done: number) => {
    first ??= { done, at: now() };
    const seconds = (now() - first.at) / 1000;
    return seconds > 0 && done > first.done
      ? ` ${Math.round((done - first.done) / seconds)}/s`
      : '';
  };
  const draw = (text: string, pace: string) => {
    if (text === shown) return;
    shown = text;
    stream.write(stream.isTTY ? `\r${text}${pace}` : `${text}${pace}\n`);
  };
  return {
    report(done, total) {
      // Work that is done before it begins is not worth a line.
      if (total === 0 || (done >= total && shown === '')) return;
      const pace = rate(done);
      const share = Math.min(done / total, 1);
      const step = stream.isTTY ? share : Math.floor(share * quietSteps(total)) / quietSteps(total);
      const filled = Math.round(step * width);
      const bar = `${'█'.repeat(filled)}${'░'.repeat(width - filled)}`;
      const count = stream.isTTY ? ` ${done}/${total}` : '';
      const percent = String(Math.floor(step * 100)).padStart(3);
      draw(`${label.padEnd(10)} ${bar} ${percent} %${count}`, pace);
    },
    done() {
      if (shown !== '' && stream.isTTY) stream.write('\n');
    },
  };
}
