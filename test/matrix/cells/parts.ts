import { type SubgraphName, subgraphNames } from '@lianyi/shared/ports/ask-subgraph';
import { type DirectiveNode, type GraphQLNamedType, isObjectType } from 'graphql';
import { deniedFields } from '../denied';
import { partQuestions } from '../fields';
import { patientBoundTypes, supergraph } from '../patient-bound';
import { fieldsOf } from '../selection';
import { identityOf } from '../start-matrix';
import { type Cell, type Differences, isOpen, refused } from './cell';

const argument = (directive: DirectiveNode | undefined, name: string) => {
  const value = directive?.arguments?.find((one) => one.name.value === name)?.value;
  return value && 'value' in value ? String(value.value) : undefined;
};
const partNamed = (graph: string | undefined) =>
  subgraphNames.find((part) => part === graph?.toLowerCase());

/** The part that answers a field, as the supergraph says. */
function partOf(coordinate: string): SubgraphName | undefined {
  const [type = '', name] = coordinate.split('.');
  const field = fieldsOf(supergraph.getType(type)).find((one) => one.name === name);
  const directives = field?.astNode?.directives ?? [];
  return partNamed(
    argument(
      directives.find((one) => one.name.value === 'join__field'),
      'graph',
    ),
  );
}

/** Parts that find an entity by its key, each by itself. */
function findersOf(type: GraphQLNamedType): SubgraphName[] {
  const joins = (type.astNode?.directives ?? []).filter((one) => one.name.value === 'join__type');
  return joins.flatMap((join) => {
    const found = argument(join, 'key') !== undefined && argument(join, 'resolvable') !== 'false';
    return found ? (partNamed(argument(join, 'graph')) ?? []) : [];
  });
}

const entities = [...patientBoundTypes(supergraph)]
  .flatMap((name) => supergraph.getType(name) ?? [])
  .filter((type) => isObjectType(type) && type.name !== 'Patient')
  .flatMap((type) => findersOf(type).map((part) => ({ type: type.name, part })));

/** The parts asked past the gateway, by keys, for a patient whose record is shut to the viewer. */
export async function* pastTheGateway(cell: Cell): Differences {
  if (isOpen(cell)) return;
  const { patient, shows } = cell;
  const patientKey = [{ __typename: 'Patient', id: patient.id }];
  yield* askEntities(cell, 'patients', [
    { what: 'Patient', key: patientKey, text: '... on Patient { id }' },
  ]);
  for (const part of subgraphNames.filter((name) => name !== 'patients')) {
    const fields = deniedFields(shows).filter(({ field }) => partOf(field) === part);
    const questions = fields.map(({ field, text }) => ({
      what: field,
      ...{ key: patientKey, text: `... on Patient { ${text} }` },
    }));
    yield* askEntities(cell, part, [...questions, ...rowsAt(cell, part)]);
  }
}

interface EntityQuestion {
  readonly what: string;
  readonly key: readonly object[];
  readonly text: string;
}

/** One row of each kind that a part finds by itself. */
function rowsAt({ matrix, patient }: Cell, part: SubgraphName): EntityQuestion[] {
  return entities
    .filter((one) => one.part === part)
    .flatMap(({ type }) => {
      const sign = matrix.signs
        .of(patient.situation.name)
        .find(({ field }) => field === `${type}.id`);
      const key = sign ? [{ __typename: type, id: sign.text }] : [];
      return key.map((one) => ({
        what: type,
        key: [one],
        text: `... on ${type} { __typename id }`,
      }));
    });
}

async function* askEntities(
  cell: Cell,
  part: SubgraphName,
  asked: readonly EntityQuestion[],
): Differences {
  if (asked.length === 0) return;
  const heads = asked.map((_, at) => `$k${at}: [_Any!]!`);
  const texts = asked.map(
    ({ text }, at) => `d${at}: _entities(representations: $k${at}) { ${text} }`,
  );
  const answer = await cell.matrix.askPart({
    part,
    identity: identityOf(cell.as),
    query: `query (${heads.join(', ')}) { ${texts.join(' ')} }`,
    variables: Object.fromEntries(asked.map(({ key }, at) => [`k${at}`, key])),
  });
  const told = JSON.stringify(answer);
  const ids = asked.flatMap(({ key }) => key.map((one) => ('id' in one ? String(one.id) : '')));
  const unsaid = ids.reduce((text, id) => text.replaceAll(id, ''), told);
  yield* refused(
    cell,
    JSON.parse(unsaid),
    asked.map((_, at) => `d${at}`),
    asked.map(({ what }) => `${what} at ${part}`),
  );
}

/** What parts ask one another: shut to a viewer, whoever it is, without a part that asks for her. */
export async function* betweenParts(cell: Cell): Differences {
  for (const { field, part, text } of partQuestions) {
    const query = text.replaceAll('{patientId}', cell.patient.id);
    const answer = await cell.matrix.askPart({ part, identity: identityOf(cell.as), query });
    yield* refused(cell, answer, ['d0'], [field]);
  }
}
