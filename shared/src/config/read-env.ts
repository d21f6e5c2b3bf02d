export type Environment = Readonly<Record<string, string | undefined>>;

/** A setting that stops the start; the message is the one sentence an operator needs. */
export class ConfigError extends Error {
  constructor(variable: string, problem: string) {
    super(`${variable} ${problem}`);
    this.name = 'ConfigError';
  }
}

/** Reads settings by name and type; an empty value counts as unset. */
export function readEnv(env: Environment) {
  const text = (name: string) => env[name]?.trim() || undefined;
  return {
    optional: text,

    string: (name: string, byDefault: string) => text(name) ?? byDefault,

    required(name: string, why: string) {
      const value = text(name);
      if (value === undefined) throw new ConfigError(name, `is not set: ${why}.`);
      return value;
    },

    integer(name: string, byDefault: number, { min, max }: { min: number; max: number }) {
      const value = text(name);
      if (value === undefined) return byDefault;
      const number = Number(value);
      if (!/^-?\d+$/.test(value) || number < min || number > max)
        throw new ConfigError(name, `must be a whole number from ${min} to ${max}.`);
      return number;
    },

    boolean(name: string, byDefault: boolean) {
      const value = text(name)?.toLowerCase();
      if (value === undefined) return byDefault;
      if (['1', 'true', 'on', 'yes'].includes(value)) return true;
      if (['0', 'false', 'off', 'no'].includes(value)) return false;
      throw new ConfigError(name, 'must be on or off.');
    },

    url(name: string, protocols: readonly string[]) {
      const value = text(name);
      if (value === undefined) return undefined;
      const protocol = URL.canParse(value) ? new URL(value).protocol.slice(0, -1) : undefined;
      if (protocol === undefined || !protocols.includes(protocol))
        throw new ConfigError(name, `must be a ${protocols.join(' or ')} address.`);
      return value;
    },

    oneOf<Choice extends string>(name: string, choices: readonly Choice[], byDefault: Choice) {
      const value = text(name) ?? byDefault;
      const choice = choices.find((one) => one === value);
      if (choice === undefined)
        throw new ConfigError(name, `must be one of ${choices.join(', ')}.`);
      return choice;
    },
  };
}
