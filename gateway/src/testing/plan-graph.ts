import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';

const header = `extend schema @link(
  url: "https://specs.apollo.dev/federation/v2.3"
  import: ["@key", "@shareable", "@external", "@requires", "@interfaceObject"]
)\n`;

/** What plans can hold: interfaces, unions, composite keys, requirements, lists of lists. */
const typeDefs: Readonly<Record<string, string>> = {
  people: `${header}
    type Query {
      person(id: ID!): Person people: [Person!] everyone(first: Int): [Person!]! boss: Person!
      any: Named anyOf: [Being] crowd: [[Rated!]]! being(kind: Kind = ROBOT, of: [Kind!]): Being!
    }
    type Mutation { rename(id: ID!, name: String!): Person hire(input: Hire!): Outcome }
    input Hire { name: String! kind: Kind tags: [String!] more: Hire }
    enum Kind { PERSON ROBOT }
    interface Named { name: String }
    interface Rated @key(fields: "id") { id: ID! nick(long: Boolean): String! }
    union Being = Person | Robot
    type Person implements Named & Rated @key(fields: "id") {
      id: ID! name: String nick(long: Boolean): String! label: String! home: Town
      friends: [Person] likes: [Being!] tags: [[String!]] kind: Kind age: Int
    }
    type Robot implements Named & Rated @key(fields: "id") {
      id: ID! name: String nick(long: Boolean): String! label: String owner: Person
      peers: [Named] strong: Boolean!
    }
    type Town @key(fields: "id", resolvable: false) { id: ID! }
    type Outcome { ok: Boolean! person: Person query: Query }`,
  places: `${header}
    type Query { towns: [Town!]! places: [Place] }
    interface Named { label: String }
    interface Place { id: ID! name: String! }
    type Town implements Place @key(fields: "id") {
      id: ID! name: String! size: Int mayor: Person near: [[Place]!] item: Item
    }
    type Depot implements Place { id: ID! name: String! keeper: Robot! items: [Item!] }
    type Person @key(fields: "id") { id: ID! visits(first: Int): [Visit!]! lastVisit: Visit }
    type Robot @key(fields: "id") { id: ID! station: Place }
    type Visit { days: Int! town: Town! note: String with: [Person] }
    type Item @key(fields: "code org { id }", resolvable: false) { code: ID! org: Org! }
    type Org @key(fields: "id") { id: ID! name: String seat: Town }`,
  goods: `${header}
    type Query { items(first: Int): [Item] parcel: Parcel }
    union Parcel = Item | Box
    type Item @key(fields: "code org { id }") {
      code: ID! org: Org! name: String weight: Int parts: [Item] price: Float!
    }
    type Box @key(fields: "id") { id: ID! name: String! inside: [Parcel!] }
    type Org @key(fields: "id", resolvable: false) { id: ID! }`,
  shipping: `${header}
    type Query { cheapest: Item }
    type Item @key(fields: "code org { id }") {
      code: ID! org: Org! weight: Int @external cost: Int @requires(fields: "weight")
      routes: [[Town!]!]
    }
    type Org @key(fields: "id") { id: ID! fee: Float! }
    type Box @key(fields: "id") { id: ID! from: Town }
    type Town @key(fields: "id", resolvable: false) { id: ID! }`,
  ratings: `${header}
    type Query { top: [Rated!] worst: Rated }
    type Rated @key(fields: "id") @interfaceObject { id: ID! stars: Int reviews: [Review!] }
    type Review { text: String! by: Rated }`,
};

const composed = composeServices(
  Object.entries(typeDefs).map(([name, text]) => ({
    name,
    ...{ url: `http://${name}`, typeDefs: parse(text) },
  })),
);
if (composed.errors) throw new Error(composed.errors.map(({ message }) => message).join('\n'));

/** The supergraph of five small subgraphs, made for tests of plans. */
export const planSupergraph: string = composed.supergraphSdl;

export const countySupergraph = readFileSync(
  join(__dirname, '..', '..', 'supergraph.graphql'),
  'utf8',
);
