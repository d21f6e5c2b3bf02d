/** The code Node gives an error of its own, such as `EEXIST`. */
export const errorCode = (error: unknown) =>
  typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
