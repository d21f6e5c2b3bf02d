const uuid = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;

/**
 * Whether a text given as an id can be one. A caller may put a name, a phone or an identity
 * number where an id belongs; none of them may come back in a message or lie in a log.
 */
export const isPlainId = (given: string): boolean =>
  uuid.test(given) || (/^[\w.:-]{1,36}$/.test(given) && !/\d{7}/.test(given));

/** An id as a refusal may repeat it. */
export const shownId = (given: string): string => (isPlainId(given) ? given : '(not an id)');
