import type { Serving } from '../workers/questions';
import type { End, Worker } from '../workers/seat';

const aServing: Serving = { url: 'http://here', hl7: null };

/** A worker without a process: the test says when it serves, answers and ends. */
export class TestWorker implements Worker {
  /** What it was told. */
  readonly told: string[] = [];
  /** Questions whether it still answers. */
  beats = 0;
  private serve: (serving: Serving | null) => void = () => undefined;
  private beatMs = 0;
  end: (end: End) => void = () => undefined;
  readonly serving = new Promise<Serving | null>((resolve) => {
    this.serve = resolve;
  });
  readonly ended = new Promise<End>((resolve) => {
    this.end = (end) => {
      this.serve(null);
      resolve(end);
    };
  });
  startServing() {
    this.serve(aServing);
  }
  /** How long it takes from now on to answer; infinity: it never does. */
  beatsWithin(ms: number) {
    this.beatMs = ms;
  }
  readonly beat = () => {
    this.beats += 1;
    return new Promise((resolve) => {
      if (Number.isFinite(this.beatMs)) setTimeout(resolve, this.beatMs, null);
    });
  };
  leave() {
    this.told.push('leave');
  }
  stop() {
    this.told.push('stop');
  }
}
