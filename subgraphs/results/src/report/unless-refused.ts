import { DomainError } from '@lianyi/shared/errors/domain-error';

/** Null for a refusal; what could not be decided is none, and goes on. */
export async function unlessRefused<Value>(answer: Promise<Value>): Promise<Value | null> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof DomainError && error.code === 'FORBIDDEN') return null;
    throw error;
  }
}
