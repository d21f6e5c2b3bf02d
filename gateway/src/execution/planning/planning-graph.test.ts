import { describe, expect, it } from '@jest/globals';
import { composed, type SmallSubgraph, smallGraph } from '../../testing/small-graph';
import { planningGraph } from './planning-graph';

interface Told {
  readonly id: string;
  readonly dose?: number;
  readonly drug?: { readonly dose: number };
}

const milligrams = (unit: string) => ({ MG: 500, G: 0.5 })[unit] ?? 0;

/** The one part that knows doses, in whatever unit it is asked for. */
const stock: SmallSubgraph = {
  typeDefs: `
    type Query { drug(id: ID!): Drug order: Order anything: Item }
    interface Item { id: ID! dose(unit: String! = "MG"): Float }
    type Drug implements Item @key(fields: "id") { id: ID! dose(unit: String! = "MG"): Float }
    type Order @key(fields: "id") { id: ID! drug: Drug item: Item }`,
  resolvers: {
    Query: {
      drug: (_: unknown, { id }: { id: string }) => ({ id }),
      order: () => ({ id: 'o1' }),
      anything: () => ({ __typename: 'Drug', id: 'd1' }),
    },
    Drug: {
      __resolveReference: ({ id }: Told) => ({ id }),
      dose({ id }: Told, { unit }: { unit: string }) {
        if (id === 'broken') throw new Error('no dose');
        return milligrams(unit);
      },
    },
    Order: {
      __resolveReference: ({ id }: Told) => ({ id }),
      drug: () => ({ id: 'd1' }),
      item: () => ({ __typename: 'Drug', id: 'd1' }),
    },
  },
};

const asTold = ({ dose, drug }: Told) => `${dose ?? drug?.dose}`;

/** A part that computes from the doses it requires. */
const ward = (fields: string): SmallSubgraph => ({
  typeDefs: `type Drug @key(fields: "id") { id: ID! dose(unit: String! = "MG"): Float @external ${fields} }`,
  resolvers: {
    Drug: {
      __resolveReference: (told: Told) => told,
      ...(fields.includes('inMg') && { inMg: asTold }),
      ...(fields.includes('inG') && { inG: asTold }),
      ...(fields.includes('usual') && { usual: asTold }),
    },
  },
});

const inMg = 'inMg: String @requires(fields: "dose(unit: \\"MG\\")")';
const inG = 'inG: String @requires(fields: "dose(unit: \\"G\\")")';
const usual = 'usual: String @requires(fields: "dose")';

describe('a field that is required with arguments', () => {
  it('is told to each of two fields as each requires it', async () => {
    const { ask } = await smallGraph({ stock, ward: ward(`${inMg} ${inG}`) });
    const { data, errors } = await ask('{ drug(id: "d1") { inG inMg } }');
    expect({ data, errors }).toEqual({ data: { drug: { inG: '0.5', inMg: '500' } }, errors: [] });
  });

  it('is what the subgraph requires whatever the client asks for, and the other way round', async () => {
    const { ask } = await smallGraph({ stock, ward: ward(inMg) });
    const { data } = await ask(
      '{ drug(id: "d1") { dose(unit: "G") inMg twice: dose(unit: "MG") } }',
    );
    expect(data).toEqual({ drug: { dose: 0.5, inMg: '500', twice: 500 } });
  });

  it('has its default where it is required without any', async () => {
    const { ask } = await smallGraph({ stock, ward: ward(usual) });
    const { data } = await ask('{ drug(id: "d1") { dose(unit: "G") usual } }');
    expect(data).toEqual({ drug: { dose: 0.5, usual: '500' } });
  });

  it('is asked for and told by its own name', async () => {
    const { ask, sent } = await smallGraph({ stock, ward: ward(inMg) });
    await ask('{ drug(id: "d1") { inMg } }');
    expect(sent.map(({ name }) => name)).toEqual(['stock', 'ward']);
    expect(sent[0]?.query).toMatch(/dose_0:dose\(unit:"MG"\)/);
    expect(sent[1]?.representations).toEqual([{ __typename: 'Drug', id: 'd1', dose: 500 }]);
  });

  it('is called by its own name in the path of an error', async () => {
    const { ask } = await smallGraph({ stock, ward: ward(inMg) });
    const { errors } = await ask('{ drug(id: "broken") { inMg } }');
    expect(errors).toEqual([{ message: 'no dose', path: ['drug', 'dose'] }]);
  });

  it('cannot be asked for by a client under the name that plans have for it', async () => {
    const { ask } = await smallGraph({ stock, ward: ward(inMg) });
    const { data } = await ask('{ drug(id: "d1") { dose_0: dose(unit: "G") inMg } }');
    expect(data).toEqual({ drug: { dose_0: 0.5, inMg: '500' } });
  });
});

describe('a field of what another field holds', () => {
  const wardOf = (type: string): SmallSubgraph => ({
    typeDefs: `
      interface Item { id: ID! dose(unit: String! = "MG"): Float }
      type Drug implements Item @key(fields: "id") { id: ID! dose(unit: String! = "MG"): Float @external }
      type Order @key(fields: "id") {
        id: ID! ${type}: ${type === 'drug' ? 'Drug' : 'Item'} @external
        inMg: String @requires(fields: "${type} { dose(unit: \\"MG\\") }")
        inG: String @requires(fields: "${type} { dose(unit: \\"G\\") }")
      }`,
    resolvers: {
      Order: {
        __resolveReference: (told: Told) => told,
        inMg: (told: Record<string, Told>) => asTold(told[type] ?? { id: '' }),
        inG: (told: Record<string, Told>) => asTold(told[type] ?? { id: '' }),
      },
    },
  });

  it.each(['drug', 'item'])(
    'is told as it is required, of one type or of an interface: %s',
    async (type) => {
      const { ask } = await smallGraph({ stock, ward: wardOf(type) });
      const { data, errors } = await ask(`{ order { inG ${type} { dose(unit: "G") } inMg } }`);
      expect(errors).toEqual([]);
      expect(data).toEqual({ order: { inG: '0.5', [type]: { dose: 0.5 }, inMg: '500' } });
    },
  );
});

describe('a supergraph that cannot be planned right', () => {
  it('is refused where one field requires another twice, with types and fields', () => {
    const twice = `both: String @requires(fields: "dose(unit: \\"MG\\") ... on Drug { dose(unit: \\"G\\") }")`;
    const supergraph = composed({ stock, ward: ward(twice) });
    expect(() => planningGraph(supergraph)).toThrow(
      'Drug.both of subgraph ward requires Drug.dose with (unit: "MG") and with (unit: "G") at once',
    );
  });

  it('is refused where an argument comes from a context', () => {
    const places: SmallSubgraph = {
      typeDefs: `
        type Query { town: Town }
        type Town @key(fields: "id") @context(name: "town") { id: ID! code: String! shop: Shop }
        type Shop @key(fields: "id") { id: ID! sign(code: String @fromContext(field: "$town { code }")): String }`,
    };
    const other: SmallSubgraph = { typeDefs: 'type Query { other: Int }' };
    expect(() => planningGraph(composed({ places, other }))).toThrow(
      'Shop.sign takes an argument from a context (@fromContext)',
    );
  });

  it('is refused where its own directives have other names', () => {
    const renamed = composed({ stock })
      .replaceAll('join__', 'j__')
      .replace('v0.5"', 'v0.5", as: "j"');
    expect(() => planningGraph(renamed)).toThrow('The supergraph has no enum join__Graph.');
  });

  it('is planned as given where nothing would be mistaken', () => {
    expect(planningGraph(composed({ stock })).isAsGiven).toBe(true);
  });
});
