const single = /^[A-Z]\d{2}(\.\w{1,4})?$/;
const range = /^([A-Z]\d{2})-([A-Z]\d{2})$/;

/** Whether a text names ICD-10 codes: a code or its beginning (`E11`, `E11.5`), or categories (`I20-I25`). */
export function namesCodes(text: string): boolean {
  const [, from, to] = range.exec(text) ?? [];
  return from !== undefined && to !== undefined ? from <= to : single.test(text);
}

/** Whether a code is one of those named, whatever name its code system came under. */
export function isNamed(code: string, named: readonly string[]): boolean {
  const found = code.trim().toUpperCase();
  const category = found.slice(0, 3);
  return named.some((text) => {
    const [, from, to] = range.exec(text) ?? [];
    return from !== undefined && to !== undefined
      ? /^[A-Z]\d{2}$/.test(category) && from <= category && category <= to
      : found.startsWith(text);
  });
}
