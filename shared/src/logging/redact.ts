/**
 * What may never stand in a log line, wherever a careless call puts it. Callers log ids,
 * states, counts and durations; this list is the second belt.
 */
const redacted = new Set([
  'name',
  'value',
  'identifiers',
  'phone',
  'address',
  'token',
  'password',
  'authorization',
  'variables',
  'demographics',
]);

/** How deep a line is looked through. */
const levels = 3;

/**
 * The fields of a log line without those that may not stand in it. Where there are none, as in every
 * line that is meant to be written, it is the very same object: nothing is copied.
 */
export const redact = (line: Record<string, unknown>) => withoutRedacted(line, levels);

function withoutRedacted<Value extends object>(value: Value, level: number): Value {
  let copy: Value | undefined;
  for (const [key, held] of Object.entries(value)) {
    const kept = redacted.has(key) ? undefined : cleaned(key, held, level - 1);
    if (kept === held) continue;
    copy ??= (Array.isArray(value) ? [...value] : { ...value }) as Value;
    if (kept === undefined) Reflect.deleteProperty(copy, key);
    else Reflect.set(copy, key, kept);
  }
  return copy ?? value;
}

function cleaned(key: string, value: unknown, level: number): unknown {
  if (level === 0 || typeof value !== 'object' || value === null) return value;
  // Of an error its serializer takes the kind and the place alone.
  return key === 'err' && level === levels - 1 ? value : withoutRedacted(value, level);
}
