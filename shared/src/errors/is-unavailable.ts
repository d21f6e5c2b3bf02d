import { DomainError } from './domain-error';

/** Whether a part could not be asked, or could itself not ask another. */
export const isUnavailable = (error: unknown): boolean =>
  error instanceof DomainError && error.code === 'UNAVAILABLE';
