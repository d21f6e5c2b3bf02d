import { describe, expect, it } from '@jest/globals';
import { parse, validate } from 'graphql';
import { liftTexts } from './lift-texts';
import { publicSchema } from './public-schema';

const flat = (text: string) => text.replaceAll(/\s+/g, ' ');

describe('a question whose texts are lifted', () => {
  it('has each as a variable of the type that is expected there', () => {
    const { query, variables } = liftTexts(
      'mutation { made: cancelDiagnosticRequest(id: "r-1" reason: "患者转走") { id } }',
    );
    expect(flat(query)).toContain('cancelDiagnosticRequest(id: $text0, reason: $text1)');
    expect(variables).toEqual({ text0: 'r-1', text1: '患者转走' });
    expect(validate(publicSchema, parse(query))).toEqual([]);
  });

  it('keeps the variables it had, and what is no text', () => {
    const { query, variables } = liftTexts(
      'query ($name: String!) { patients(search: $name, first: 5) { nodes { id } } labReport(id: "l-1") { id } }',
      { name: '顾来仪' },
    );
    expect(flat(query)).toContain('patients(search: $name, first: 5)');
    expect(variables).toEqual({ name: '顾来仪', text0: 'l-1' });
    expect(validate(publicSchema, parse(query))).toEqual([]);
  });

  it('is the same text for another patient', () => {
    const [one, other] = ['p-1', 'p-2'].map((id) => liftTexts(`{ patient(id: "${id}") { name } }`));
    expect(one?.query).toBe(other?.query);
    expect(one?.variables).not.toEqual(other?.variables);
  });
});
