/** The instructions of a Dockerfile, in order, as far as this one uses the language. */
export const readSteps = (text) =>
  text
    .replace(/^#.*$/gm, '')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const [, instruction = '', rest = ''] = /^([A-Z]+)\s+(.*)$/.exec(line) ?? [];
      const words = rest.split(/\s+/);
      const flags = words.filter((word) => word.startsWith('--'));
      const list = /\[.*\]$/.exec(rest)?.[0];
      return {
        ...{ instruction, text: rest, words: words.filter((word) => !word.startsWith('--')) },
        from: flags.find((flag) => flag.startsWith('--from='))?.slice('--from='.length),
        as: /\sAS\s(\w+)$/.exec(rest)?.[1],
        list: list === undefined ? undefined : JSON.parse(list),
      };
    });
