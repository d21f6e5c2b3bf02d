import { DomainError } from '@lianyi/shared/errors/domain-error';

/** Places for what stays open; a bound of them all. */
export interface Places {
  /** Holds a place until the signal, which is not aborted yet, is. Throws RATE_LIMITED where none is free. */
  take(until: AbortSignal): void;
  taken(): number;
}

export function createPlaces(most: number): Places {
  let taken = 0;
  return {
    take(until) {
      if (taken >= most)
        throw new DomainError(
          'RATE_LIMITED',
          `${taken} event streams are open here: try again later.`,
        );
      taken += 1;
      until.addEventListener('abort', () => {
        taken -= 1;
      });
    },
    taken: () => taken,
  };
}
