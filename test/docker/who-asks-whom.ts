import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { subgraphNames } from '@lianyi/shared/ports/ask-subgraph';
import { root } from './files';

export interface Question {
  readonly asker: string;
  readonly asked: string;
  readonly file: string;
}

/** A part names another one only to ask it, or to hear of it. */
const partNames = new RegExp(`'(${subgraphNames.join('|')})'`, 'g');
const namesIn = (text: string) => [...text.matchAll(partNames)].map(([, name = '']) => name);

/** Questions that several parts ask stand in `shared`; who imports one asks it. */
const portImports =
  /^import (?!type )[^;]*?'@lianyi\/shared\/((?:ports|access)\/(?!ask-subgraph)[\w-]+)';/gm;
const portsIn = (text: string) =>
  [...text.matchAll(portImports)].map(([, port]) => `shared/src/${port}.ts`);

const read = (file: string) => readFileSync(join(root, file), 'utf8');
const sourcesOf = (part: string): string[] =>
  readdirSync(join(root, 'subgraphs', part, 'src'), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /(?<!\.test)\.ts$/.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .filter((file) => !/\/(?:testing|demo|migrations)\//.test(file));

/** Which subgraph asks which other one, and in which file the question stands. */
export function readQuestions(): readonly Question[] {
  return subgraphNames.flatMap((asker) => {
    const own = sourcesOf(asker);
    const ports = own.flatMap((file) => portsIn(read(file)));
    return [...new Set([...own, ...ports])].flatMap((file) =>
      [...new Set(namesIn(read(file)))]
        .filter((asked) => asked !== asker)
        .map((asked) => ({ asker, asked, file })),
    );
  });
}
