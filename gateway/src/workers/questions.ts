import type { EventType } from '@lianyi/shared/events/event';
import type { MetricObjectWithValues, MetricValue } from 'prom-client';
import type { SignInStep } from '../auth/failure-limit';
import type { Counted } from '../http/rate-limit';

/** Where a worker serves. */
export interface Serving {
  readonly url: string;
  readonly hl7: string | null;
}

interface Nothing {
  readonly asked: null;
  readonly answer: null;
}

/** What all workers count and tell together is asked of the primary, which alone has seen it all. */
export type ToPrimary = {
  /** The worker's place: no other that lives has it. */
  place: { asked: null; answer: number };
  serving: { asked: Serving; answer: null };
  /** One more request of a user. */
  request: { asked: { key: string; windowMs: number }; answer: Counted };
  /** Seconds the account must wait. */
  signIn: { asked: SignInStep; answer: number };
  /** Something of these types happened here: to be told to the others. */
  changed: { asked: readonly EventType[]; answer: null };
  /** The metrics of all, as text. */
  metrics: { asked: null; answer: string };
};

export type ShownMetric = MetricObjectWithValues<MetricValue<string>>;

export type ToWorker = {
  changed: { asked: readonly EventType[]; answer: null };
  metrics: { asked: null; answer: readonly ShownMetric[] };
  /** Whether it answers at all. */
  beat: Nothing;
  /** Another worker has taken over: answer what still comes, then end. */
  leave: Nothing;
};
