import type { Viewer } from '@lianyi/shared/auth/viewer';
import { errorCodes } from '@lianyi/shared/errors/domain-error';
import type { Logger } from '@lianyi/shared/logging/logger';
import { type Condition, Hl7Refusal, type Location, sendAgain } from './refusal';
import type { GraphError, RunOperation } from './types';

/** Where in the message a field of the mutation's input came from; undefined: no place of its own. */
export type Locate = (field: string) => Location | undefined;

export interface Step {
  readonly operation: string;
  /** The mutation's name: its part of the answer. */
  readonly field: string;
  readonly variables: Record<string, unknown>;
  readonly locate: Locate;
}

export interface Graph {
  readonly run: RunOperation;
  readonly logger: Logger;
}

/** Runs one mutation. Throws (AE) the graph's refusal, or that it could not be asked. */
export async function runStep(
  { run, logger }: Graph,
  { operation, field, variables, locate }: Step,
  viewer: Viewer,
): Promise<Record<string, unknown>> {
  const answer = await run(operation, variables, viewer).catch((error: unknown) => {
    logger.error({ err: error, mutation: field }, 'the graph could not be reached');
    throw sendAgain('The message could not be recorded now.');
  });
  const result = answer.data?.[field];
  if (typeof result === 'object' && result !== null)
    return Object.fromEntries(Object.entries(result));
  const [error] = answer.errors ?? [];
  throw error ? refusalOf(error, locate) : sendAgain('The message was not recorded.');
}

/** Codes that speak of this message; every other one means that it may succeed later. */
const conditionByCode: Readonly<Record<string, Condition>> = {
  INVALID_INPUT: 'DATA_TYPE',
  FORBIDDEN: 'INTERNAL',
  NOT_FOUND: 'UNKNOWN_KEY',
  LIMIT_EXCEEDED: 'INTERNAL',
};

function refusalOf({ message, extensions }: GraphError, locate: Locate): Hl7Refusal {
  const code = errorCodes.find((one) => one === extensions?.code);
  const condition = code === undefined ? undefined : conditionByCode[code];
  // What the graph could not explain is not passed on: only refusals are written to be read.
  if (code === undefined || condition === undefined)
    return code === 'CONFLICT'
      ? new Hl7Refusal('AE', 'RECORD_LOCKED', `${message} Send again.`, undefined, code)
      : sendAgain('The message could not be recorded now.', code);
  const location = extensions?.field === undefined ? undefined : locate(extensions.field);
  return new Hl7Refusal('AE', condition, message, location, code);
}
