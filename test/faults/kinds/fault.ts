import type { Plant } from '../plant/plant';

/** What the tests started besides the product, where it is there. */
export interface Surroundings {
  readonly redis?: {
    flush(): Promise<void>;
    kill(): Promise<void>;
    start(): Promise<void>;
    freeze(frozen: boolean): void;
  };
  readonly database?: {
    cut(): void;
    /** What becomes of each commit from now on. */
    atCommit(fate: 'pass' | 'cut before' | 'cut after'): void;
    /** Kills the node that is asked; the one killed before is there again by then. */
    killNode(): Promise<void>;
  };
  /** Fills the disk under the databases; absent where they lie on no disk of their own. */
  readonly disk?: { fill(): void; free(): void };
}

/** One way in which a plant is broken. */
export interface Fault {
  /** Of the same kind are counted together. */
  readonly kind: string;
  /** Where it strikes. */
  readonly at: string;
  /** Milliseconds it lasts. */
  readonly lasts: number;
  /** Breaks it; what is returned mends it. */
  begin(plant: Plant, around: Surroundings): Promise<() => Promise<void>>;
}

/** Nothing breaks: what is found then was there before. */
export const noFault: Fault = {
  kind: 'none',
  ...{ at: '-', lasts: 0 },
  begin: async () => async () => undefined,
};
