import { Kind, parse, print, TypeInfo, visit, visitWithTypeInfo } from 'graphql';
import { publicSchema } from '../support/public-schema';

type Values = Readonly<Record<string, string>>;

/** A write as one operation for all patients, which is planned once: what differs comes as variables. */
export interface WriteQuestion {
  readonly query: string;
  variables(values: Values): Values;
}

const place = /\{(\w+)\}/g;

/** Turns each text with a place such as `{patientId}` into a variable of the type it stands for. */
export function writeQuestion(text: string): WriteQuestion {
  const types = new TypeInfo(publicSchema);
  const given: { name: string; type: string; value: string }[] = [];
  const document = visit(
    parse(`mutation { d0: ${text} }`),
    visitWithTypeInfo(types, {
      StringValue({ value }) {
        if (value.search(place) < 0) return undefined;
        const name = `v${given.length}`;
        given.push({ name, type: String(types.getInputType()), value });
        return { kind: Kind.VARIABLE, name: { kind: Kind.NAME, value: name } };
      },
    }),
  );
  const declared = given.map(({ name, type }) => `$${name}: ${type}`).join(', ');
  return {
    query: print(document).replace('mutation', declared ? `mutation (${declared})` : 'mutation'),
    variables: (values) =>
      Object.fromEntries(
        given.map(({ name, value }) => [
          name,
          value.replace(place, (whole, key: string) => values[key] ?? whole),
        ]),
      ),
  };
}
