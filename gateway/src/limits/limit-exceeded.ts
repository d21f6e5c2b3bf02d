import { DomainError } from '@lianyi/shared/errors/domain-error';

/** An operation asks for more than one request may; nothing of it was executed. */
export class LimitExceeded extends DomainError {
  constructor(limit: string, allowed: number, advice = 'Ask for less at once.') {
    super('LIMIT_EXCEEDED', `The ${limit} of a request is limited to ${allowed}. ${advice}`, {
      limit,
      allowed,
    });
  }
}

/** Refuses what is over the limit, however it was counted. */
export function holdTo(limit: string, allowed: number, found: number, advice?: string) {
  if (found > allowed) throw new LimitExceeded(limit, allowed, advice);
}
