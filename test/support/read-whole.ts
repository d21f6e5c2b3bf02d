/** A flag of a program that counts something. Throws with one sentence that names the flag. */
export function readWhole(flag: string, text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 1)
    throw new Error(`--${flag} must be a whole number above 0.`);
  return value;
}

/** The same for all flags that are named, of those that were given. */
export const readWholes =
  <Flag extends string>(values: Readonly<Record<Flag, string>>) =>
  (flag: Flag): number =>
    readWhole(flag, values[flag]);
