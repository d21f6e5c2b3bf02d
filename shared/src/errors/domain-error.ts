/** The codes a client can act on (design rule 11); anything else leaves as INTERNAL. */
export const errorCodes = [
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'NOT_FOUND',
  'CONFLICT',
  'INVALID_INPUT',
  'LIMIT_EXCEEDED',
  'RATE_LIMITED',
  'UNAVAILABLE',
] as const;
export type ErrorCode = (typeof errorCodes)[number];

/** Ids, states and field names only: what stands here reaches the client and the log. */
export type ErrorDetails = Readonly<Record<string, string | number | boolean | null>>;

/**
 * A refusal the caller can act on. The message says what to do next and never carries a
 * name, an identity number or a result.
 */
export class DomainError extends Error {
  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly details: ErrorDetails = {},
  ) {
    super(message);
    this.name = new.target.name;
  }
}

/** Input that breaks a rule: names the field and the cause. */
export class InvalidInput extends DomainError {
  constructor(field: string, cause: string) {
    super('INVALID_INPUT', `${field}: ${cause}`, { field });
  }
}

/** More at once than a part takes: the same is refused again, however often it is sent. */
export class RequestTooLarge extends DomainError {
  constructor(part: string) {
    super(
      'INVALID_INPUT',
      `This is too large for ${part}: send a smaller report, or less at once.`,
      {
        part,
      },
    );
  }
}

/** A part that could not be asked (design rule 14): its absence is never an empty answer. */
export class Unavailable extends DomainError {
  constructor(part: string) {
    super('UNAVAILABLE', `${part} could not be asked. Try again in a moment.`, { part });
  }
}
