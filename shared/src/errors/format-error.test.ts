import { describe, expect, it } from '@jest/globals';
import {
  buildSchema,
  GraphQLError,
  GraphQLInt,
  GraphQLObjectType,
  GraphQLScalarType,
  GraphQLSchema,
  getVariableValues,
  type OperationDefinitionNode,
  parse,
  validate,
} from 'graphql';
import { InvalidInput, Unavailable } from './domain-error';
import { type ErrorScope, formatError } from './format-error';

const silent: ErrorScope = { traceId: 'trace-1', onInternal: () => undefined };
const secret = '110101199003070937';

const schema = buildSchema(`
  enum Gender { MALE FEMALE }
  input Person { name: String! gender: Gender! birthYear: Int tags: [String!] }
  type Query { find(person: Person!, year: Int): Int }
`);

function variableErrors(person: unknown) {
  const document = parse('query ($person: Person!) { find(person: $person) }');
  const operation = document.definitions[0] as OperationDefinitionNode;
  const { errors = [] } = getVariableValues(schema, operation.variableDefinitions ?? [], {
    person,
  });
  return errors.map((error) => formatError(error, silent));
}

const validationErrors = (text: string) =>
  validate(schema, parse(text)).map((error) =>
    formatError(
      new GraphQLError(error.message, {
        nodes: error.nodes,
        extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
      }),
      silent,
    ),
  );

describe('formatError on refusals', () => {
  it('lets a refusal out with code, details and path', () => {
    const error = new GraphQLError('wrapped', {
      path: ['patient', 'labReports'],
      originalError: new Unavailable('results'),
    });
    expect(formatError(error, silent)).toEqual({
      message: 'results could not be asked. Try again in a moment.',
      path: ['patient', 'labReports'],
      extensions: { code: 'UNAVAILABLE', part: 'results' },
    });
  });

  it('lets a subgraph refusal out without what the gateway added to it', () => {
    const error = new GraphQLError('No basis.', {
      extensions: { code: 'FORBIDDEN', serviceName: 'patients', stacktrace: ['at x'] },
    });
    expect(formatError(error, silent).extensions).toEqual({ code: 'FORBIDDEN' });
  });

  it('keeps only single values of a subgraph refusal’s details', () => {
    const extensions = { code: 'NOT_FOUND', patientId: 'p1', query: { text: 'select' } };
    const error = new GraphQLError('No.', { extensions });
    expect(formatError(error, silent).extensions).toEqual({ code: 'NOT_FOUND', patientId: 'p1' });
  });
});

describe('formatError on everything that is not a refusal', () => {
  const broken = new Error('connect ECONNREFUSED 10.0.0.7:3306');

  it('answers INTERNAL with the trace id', () => {
    expect(formatError(broken, silent)).toEqual({
      message: 'Something went wrong here. Report the trace id trace-1.',
      extensions: { code: 'INTERNAL', traceId: 'trace-1' },
    });
  });

  it('hands the innermost cause to the log', () => {
    const causes: unknown[] = [];
    const error = new GraphQLError(broken.message, { originalError: broken });
    formatError(error, { ...silent, onInternal: (cause) => causes.push(cause) });
    expect(causes).toEqual([broken]);
  });

  it('masks a subgraph failure that carries no known code', () => {
    const error = new GraphQLError('request to http://10.0.0.7 failed', {
      extensions: { code: 'DOWNSTREAM_SERVICE_ERROR' },
    });
    expect(JSON.stringify(formatError(error, silent))).not.toContain('10.0.0.7');
  });
});

describe('formatError on variables', () => {
  it.each([
    [
      'a wrong enum value',
      { name: 'a', gender: secret },
      'person.gender: must be a value of type Gender.',
    ],
    [
      'a wrong number',
      { name: 'a', gender: 'MALE', birthYear: secret },
      'person.birthYear: must be a value of type Int.',
    ],
    ['a missing field', { name: secret }, 'person: gender must be given.'],
    [
      'an unknown field',
      { name: secret, gender: 'MALE', age: 3 },
      'person: age is not a field of it.',
    ],
    [
      'a null in a list',
      { name: 'a', gender: 'MALE', tags: [null] },
      'person.tags[0]: must not be null.',
    ],
    [
      'a value that imitates a path',
      { name: 'a', gender: ` at "x${secret}"; ` },
      'person.gender: must be a value of type Gender.',
    ],
  ])('names field and cause of %s', (_case, person, message) => {
    expect(variableErrors(person)[0]?.message).toBe(message);
  });

  it('never repeats a value', () => {
    const errors = variableErrors({ name: [secret], gender: secret, birthYear: secret });
    expect(JSON.stringify(errors)).not.toContain(secret);
  });

  it('gives the reason of a scalar of ours', () => {
    const Day = new GraphQLScalarType({
      name: 'Day',
      parseValue: () => {
        throw new InvalidInput('Day', 'must be a calendar day.');
      },
    });
    const days = new GraphQLSchema({
      query: new GraphQLObjectType({
        name: 'Query',
        fields: { on: { type: GraphQLInt, args: { day: { type: Day } } } },
      }),
    });
    const operation = parse('query ($day: Day) { on(day: $day) }')
      .definitions[0] as OperationDefinitionNode;
    const { errors = [] } = getVariableValues(days, operation.variableDefinitions ?? [], {
      day: secret,
    });
    expect(formatError(errors[0], silent)).toEqual({
      message: 'day: Day: must be a calendar day.',
      extensions: { code: 'INVALID_INPUT', field: 'day' },
    });
  });
});

describe('formatError on documents', () => {
  it('tells where a syntax error stands and not what stands there', () => {
    const error = new GraphQLError(`Syntax Error: Expected Name, found String "${secret}".`, {
      source: undefined,
      extensions: { code: 'GRAPHQL_PARSE_FAILED' },
    });
    expect(formatError(error, silent)).toMatchObject({
      message: 'The document is not valid GraphQL.',
      extensions: { code: 'INVALID_INPUT' },
    });
  });

  it('never repeats a literal', () => {
    const errors = validationErrors(
      `{ find(person: { name: "a", gender: "${secret}" }, year: "${secret}") }`,
    );
    expect(errors).toHaveLength(2);
    expect(JSON.stringify(errors)).not.toContain(secret);
  });

  it('names an unknown field and its place', () => {
    expect(validationErrors('{ unknown }')).toEqual([
      {
        message: 'Cannot query field "unknown" on type "Query".',
        locations: [{ line: 1, column: 3 }],
        extensions: { code: 'INVALID_INPUT' },
      },
    ]);
  });
});
