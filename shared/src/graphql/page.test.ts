import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { loadersByArguments, pageRequest, toPage, writeCursor } from './page';

const kinds = ['time', 'text'] as const;

describe('pageRequest', () => {
  it('asks for 20 where the client says nothing', () => {
    expect(pageRequest(undefined, null, kinds)).toEqual({ first: 20, after: null });
  });

  it.each([0, -1, 101])('refuses a page of %i', (first) => {
    expect(() => pageRequest(first, null, kinds)).toThrow('first: must be from 1 to 100.');
  });

  it('reads back the cursor it gave out', () => {
    fc.assert(
      fc.property(fc.date({ noInvalidDate: true }), fc.string(), (time, text) => {
        expect(pageRequest(5, writeCursor([time, text]), kinds)).toEqual({
          first: 5,
          after: [time, text],
        });
      }),
    );
  });

  it('takes any other text for what it is', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(() => pageRequest(5, text, kinds)).toThrow('after: is not a cursor of this list.');
      }),
    );
  });

  it.each([[['a', 'b']], [[1]], [[1.5, 'b']], [[1e17, 'b']], [{ 0: 1, 1: 'b' }]])(
    'refuses a cursor of %j',
    (values) => {
      const cursor = Buffer.from(JSON.stringify(values)).toString('base64url');
      expect(() => pageRequest(5, cursor, kinds)).toThrow('after:');
    },
  );
});

describe('toPage', () => {
  const cursorOf = (row: string) => [row];

  it('says that there is more where one row more was found', () => {
    const page = toPage(['a', 'b', 'c'], { first: 2, after: null }, cursorOf);
    expect(page).toEqual({
      nodes: ['a', 'b'],
      pageInfo: { hasNextPage: true, endCursor: writeCursor(['b']) },
    });
  });

  it('has no cursor where it is empty', () => {
    expect(toPage([], { first: 2, after: null }, cursorOf).pageInfo).toEqual({
      hasNextPage: false,
      endCursor: null,
    });
  });
});

describe('loadersByArguments', () => {
  it('asks once for all parents with the same arguments', async () => {
    const asked: [readonly string[], object][] = [];
    const load = loadersByArguments<{ first?: number }, string>(async (ids, args) => {
      asked.push([ids, args]);
      return ids.map((id) => `${id}/${args.first}`);
    });
    const answers = [load('a', { first: 1 }), load('b', { first: 1 }), load('a', { first: 2 })];
    expect(await Promise.all(answers)).toEqual(['a/1', 'b/1', 'a/2']);
    expect(asked).toEqual([
      [['a', 'b'], { first: 1 }],
      [['a'], { first: 2 }],
    ]);
  });
});
