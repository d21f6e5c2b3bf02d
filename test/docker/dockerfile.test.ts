import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { subgraphNames } from '@lianyi/shared/ports/ask-subgraph';
import { dockerFolder, root, textOf } from './files';
import { settingsRead } from './settings-read';

const text = textOf('Dockerfile');
const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
const linesOf = (instruction: string) => lines.filter((line) => line.startsWith(`${instruction} `));
const programs = [...textOf('part.mjs').matchAll(/^ {2}'?([\w:]+)'?: '(.+)\/dist\/(.+)\.js',$/gm)];

describe('docker/Dockerfile', () => {
  it('takes every image by an argument, where a digest can be put in', () => {
    for (const line of linesOf('FROM')) expect(line).toMatch(/^FROM \$\{\w+_IMAGE\}/);
    expect(linesOf('ARG')).toHaveLength(2);
  });

  it('ends as a user who is not root, with a health check', () => {
    expect(linesOf('USER')).toEqual(['USER 1000:1000']);
    expect(linesOf('HEALTHCHECK').join()).toContain('"docker/healthy.mjs"');
  });

  it('sets only variables that the product reads', () => {
    const read = settingsRead();
    const [image = ''] = linesOf('ENV').slice(-1);
    const set = [...image.matchAll(/(\w+)=/g)].map(([, name]) => name);
    expect(set.length).toBeGreaterThan(0);
    for (const name of set) expect(read).toContain(name);
  });

  it('copies only what is there', () => {
    const words = linesOf('COPY').flatMap((line) => line.split(' ').slice(1, -1));
    const sources = words.filter((word) => !word.startsWith('--'));
    for (const source of sources)
      expect(existsSync(join(root, source.replace(/^\/lianyi\//, '')))).toBe(true);
  });

  it('installs for every part of the product', () => {
    const [install = ''] = linesOf('RUN').filter((line) => line.includes('--workspace'));
    const parts = [
      'shared',
      'gateway',
      ...readdirSync(join(root, 'subgraphs')).map((one) => `subgraphs/${one}`),
    ];
    for (const part of parts) expect(install).toContain(`--workspace=${part}`);
  });
});

describe('docker/part.mjs', () => {
  it('knows every part, each by a program that is there', () => {
    const known = programs.map(([, name]) => name);
    expect(known).toEqual(expect.arrayContaining(['gateway', ...subgraphNames]));
    for (const [, , part = '', program = ''] of programs)
      expect(existsSync(join(root, part, 'src', `${program}.ts`))).toBe(true);
  });

  it('says what it knows where it is asked for anything else', () => {
    const ask = () =>
      execFileSync(process.execPath, [join(dockerFolder, 'part.mjs'), 'toString'], {
        ...{ encoding: 'utf8', stdio: 'pipe' },
      });
    expect(ask).toThrow(/Which part\? One of gateway, patients/);
  });
});
