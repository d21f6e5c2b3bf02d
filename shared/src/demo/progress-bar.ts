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
/** Where nobody watches, a line at every quarter is enough. */
const quietSteps = 4;

/** Shows how far a piece of work is: redrawn on a terminal, a few lines in a log. */
export function createProgressBar(
  label: string,
  stream: ProgressStream = process.stderr,
): ProgressBar {
  let shown = '';
  const draw = (text: string) => {
    if (text === shown) return;
    shown = text;
    stream.write(stream.isTTY ? `\r${text}` : `${text}\n`);
  };
  return {
    report(done, total) {
      // Work that is done before it begins is not worth a line.
      if (total === 0 || (done >= total && shown === '')) return;
      const share = Math.min(done / total, 1);
      const step = stream.isTTY ? share : Math.floor(share * quietSteps) / quietSteps;
      const filled = Math.round(step * width);
      const bar = `${'█'.repeat(filled)}${'░'.repeat(width - filled)}`;
      const count = stream.isTTY ? ` ${done}/${total}` : '';
      draw(`${label.padEnd(10)} ${bar} ${String(Math.floor(step * 100)).padStart(3)} %${count}`);
    },
    done() {
      if (shown !== '' && stream.isTTY) stream.write('\n');
    },
  };
}
