import { afterEach, beforeEach, expect, it } from '@jest/globals';
import type { ObjectLiteral } from 'typeorm';
import type { DatabaseKind } from '../database/database';
import { type DatabaseOptions, openDatabase } from '../database/open-database';
import { type County, createCounty } from '../demo/county';
import { DemoProgress } from '../demo/demo-progress.entity';
import type { RunningSubgraph, SubgraphOptions } from '../subgraph/subgraph';
import { describeOnBothDatabases, testLocation } from './test-databases';
import { testOptions } from './test-subgraph';

interface DemoOwner {
  readonly tables: Pick<DatabaseOptions, 'name' | 'migrations'> & {
    readonly entities: readonly (new () => ObjectLiteral)[];
  };
  readonly createSubgraph: (options: SubgraphOptions) => Promise<RunningSubgraph>;
  /** Tables that only use fills. */
  readonly empty?: readonly (new () => ObjectLiteral)[];
  /** Columns whose value differs each time it is written: by a random nonce, or the clock. */
  readonly random?: readonly string[];
  /** False for a part that stores nothing of a resident. */
  readonly ofResidents?: boolean;
}

const county = createCounty({ patients: 60, seed: 20_261_121, today: '2026-11-21' });

/** The county in which the thread tears while resident 30 is written. */
const torn: County = {
  ...county,
  resident(index) {
    const resident = county.resident(index);
    const history = new Proxy(resident.history, {
      get() {
        throw new Error('the power went out');
      },
    });
    return index === 30 ? { ...resident, history } : resident;
  },
};

/** A part on a database of its own, and everything it has stored. */
async function openPart({ tables, createSubgraph, random = [] }: DemoOwner, kind: DatabaseKind) {
  const { location, remove } = testLocation(kind);
  const subgraph = await createSubgraph(testOptions(location));
  const plain = (key: string, value: unknown) => (random.includes(key) ? undefined : value);
  return {
    load: (one: County) => subgraph.loadDemo(one),
    /** Every row of every table, but for what is random. */
    async everything() {
      const database = await openDatabase({ ...tables, entities: [...tables.entities], location });
      const rows = new Map<string, string[]>();
      for (const entity of tables.entities) {
        const found = await database.read.find(entity);
        rows.set(entity.name, found.map((row) => JSON.stringify(row, plain)).sort());
      }
      await database.close();
      return rows;
    },
    async drop() {
      await subgraph.stop();
      await remove([tables.name]);
    },
  };
}
type Part = Awaited<ReturnType<typeof openPart>>;

const storedResidents = (rows: ReadonlyMap<string, readonly string[]>) => {
  const [progress] = rows.get(DemoProgress.name) ?? [];
  return JSON.parse(progress ?? '{}').residents;
};

/** The tests every part passes that stores something of the demo county. */
export function describeDemo(owner: DemoOwner) {
  describeOnBothDatabases(`the demo county in ${owner.tables.name}`, (kind) => {
    let part: Part;
    beforeEach(async () => {
      part = await openPart(owner, kind);
    });
    afterEach(() => part.drop());

    it('has rows in every table', async () => {
      await part.load(county);
      const rows = await part.everything();
      const filled = owner.tables.entities.filter((one) => !owner.empty?.includes(one));
      expect(filled.filter(({ name }) => rows.get(name)?.length === 0)).toEqual([]);
    });

    it('is not changed by a second load', async () => {
      await part.load(county);
      const before = await part.everything();
      await part.load(county);
      expect(await part.everything()).toEqual(before);
    });

    if (owner.ofResidents !== false) itGoesOn(() => part, owner, kind);
  });
}

function itGoesOn(part: () => Part, owner: DemoOwner, kind: DatabaseKind) {
  const atOnce = async () => {
    const other = await openPart(owner, kind);
    await other.load(county);
    const rows = await other.everything();
    await other.drop();
    return rows;
  };

  it('is whole after a load that broke off was begun again', async () => {
    await expect(part().load(torn)).rejects.toThrow('the power went out');
    expect(storedResidents(await part().everything())).toBe(0);
    await part().load(county);
    expect(await part().everything()).toEqual(await atOnce());
  });

  it('grows from a smaller county to the same', async () => {
    await part().load(createCounty({ ...county, patients: 20 }));
    await part().load(county);
    expect(await part().everything()).toEqual(await atOnce());
  });

  it('is stored once by two loads at the same time', async () => {
    await Promise.all([part().load(county), part().load(county)]);
    expect(await part().everything()).toEqual(await atOnce());
  });
}
