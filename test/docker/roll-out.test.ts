import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { subgraphNames } from '@lianyi/shared/ports/ask-subgraph';
import { dockerFolder, manifestFiles, readKustomization, readManifests, root } from './files';
import { readQuestions } from './who-asks-whom';

const script = join(dockerFolder, 'roll-out.sh');
const [, ordered = ''] = /^subgraphs="(.*)"$/m.exec(readFileSync(script, 'utf8')) ?? [];
const order = ordered.split(' ');

/** The script with programs in the place of kubectl and docker that write down what they are asked. */
describe('docker/roll-out.sh', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'lianyi-roll-out-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const run = (where: string, failing = 'nothing') => {
    const said = join(folder, 'said');
    for (const program of ['kubectl', 'docker']) {
      const text = `#!/bin/sh\necho "${program} $*" >> ${said}\ncase "$*" in *${failing}*) exit 1;; esac\n`;
      writeFileSync(join(folder, program), text);
      chmodSync(join(folder, program), 0o755);
    }
    const env = { PATH: [folder, process.env.PATH].join(delimiter) };
    let code = 0;
    try {
      execFileSync('sh', [script, where], { env, stdio: 'ignore' });
    } catch (error) {
      code = (error as { status: number }).status;
    }
    const lines = existsSync(said) ? readFileSync(said, 'utf8').trim().split('\n') : [];
    return { code, lines };
  };

  it('waits in a cluster for each part before it applies the next', () => {
    const { code, lines } = run('cluster');
    expect(code).toBe(0);
    const roll = (part: string, kind = 'deployment') => [
      `kubectl apply -k . -l app=${part}`,
      `kubectl -n lianyi rollout status ${kind}/${part} --timeout=10m`,
    ];
    expect(lines).toEqual([
      'kubectl apply -k . -l app=settings',
      ...order.flatMap((part) => roll(part)),
      ...roll('gateway', 'statefulset'),
      'kubectl apply -k .',
    ]);
  });

  it('waits under compose for the health of each service', () => {
    const { code, lines } = run('compose');
    expect(code).toBe(0);
    expect(lines).toEqual(
      [...order, 'gateway-1', 'gateway-2'].map(
        (service) => `docker compose -f compose.yml up -d --no-deps --wait ${service}`,
      ),
    );
  });

  it.each([
    ['cluster', 'deployment/results', 7],
    ['compose', 'results', 3],
  ])('stops in a %s where a part does not come up', (where, failing, asked) => {
    const { code, lines } = run(where, failing);
    expect([code, lines.length]).toEqual([1, asked]);
  });

  it('says how it is used', () => {
    expect(run('').code).toBe(2);
  });
});

describe('the order in which a new version comes in', () => {
  it('has every subgraph once', () => {
    expect([...order].sort()).toEqual([...subgraphNames].sort());
  });

  it('finds the objects of each part by its label, and the settings alone by theirs', () => {
    for (const file of manifestFiles.filter((one) => !one.endsWith('/namespace.yaml')))
      for (const { kind, metadata } of readManifests(file))
        expect([kind, metadata.labels?.app]).toEqual([kind, /(\w+)\.yaml$/.exec(file)?.[1]]);
    const labels = readKustomization().configMapGenerator.map(
      ({ name, options }) => [name, options?.labels?.app] as const,
    );
    expect(labels.filter(([, app]) => app === 'settings')).toEqual([['settings', 'settings']]);
    for (const [, app] of labels) expect([...order, 'gateway']).not.toContain(app);
  });

  /** Asked of a part that is still the one before: each was answered by the release before. */
  const against = {
    'shared/src/ports/feed-changes.ts': ['storeChanges'],
    'subgraphs/patients/src/access/ask-elsewhere.ts': [
      ...['referralBases', 'consultationBases', 'diagnosisBases', 'prescriptionBases'],
    ],
    'subgraphs/pharmacy/src/sheet/ask-neighbours.ts': ['planHandedOver'],
  };

  it('lets who is asked know a new question, but for those the READMEs name', () => {
    const questions = readQuestions();
    const place = (part: string) => order.indexOf(part);
    const early = questions.filter(({ asker, asked }) => place(asker) < place(asked));
    expect([...new Set(early.map(({ asker, asked }) => `${asker} -> ${asked}`))].sort()).toEqual([
      'patients -> pharmacy',
      'patients -> referrals',
      'patients -> results',
      'personnel -> patients',
      'pharmacy -> referrals',
    ]);
    expect([...new Set(early.map(({ file }) => file))].sort()).toEqual(Object.keys(against).sort());
  });

  it('is told, with what is asked against it', () => {
    const bases = readFileSync(
      join(root, 'subgraphs/patients/src/access/ask-elsewhere.ts'),
      'utf8',
    );
    const fields = [...bases.matchAll(/part: '\w+', field: '(\w+)'/g)].map(([, field]) => field);
    expect(Object.values(against).flat()).toEqual(expect.arrayContaining(fields));
    for (const [file, names] of Object.entries(against))
      for (const name of names) expect(readFileSync(join(root, file), 'utf8')).toMatch(name);
    for (const [file, comma] of [
      ['README.md', /,\s/],
      ['README.zh-CN.md', /、/],
    ] as const) {
      const text = readFileSync(join(root, file), 'utf8');
      const told = text.match(new RegExp(order.join(comma.source), 'g')) ?? [];
      expect(told.length).toBe(1);
      const untold = Object.values(against)
        .flat()
        .filter((name) => !text.includes(`\`${name}\``));
      expect(untold).toEqual([]);
    }
  });
});
