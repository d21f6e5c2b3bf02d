import type { ApolloGateway } from '@apollo/gateway';

export type Executor = Awaited<ReturnType<ApolloGateway['load']>>['executor'];

/** What an operation came to before Apollo Server was asked to write it. */
export interface MadeAnswer {
  /** Rejects as the operation did. */
  readonly result: ReturnType<Executor>;
  /** By `performance.now()`. */
  readonly began: number;
}
