import numbers from './http-numbers.json';

/** Bytes, milliseconds and counts of http-numbers.json. */
export type HttpNumbers = typeof numbers;

export const httpNumbers: HttpNumbers = numbers;
