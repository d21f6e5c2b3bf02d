import { GraphQLError, Lexer, Source, TokenKind } from 'graphql';
import { holdTo } from './limit-exceeded';
import type { LimitNumbers } from './limit-numbers';

const opening: ReadonlySet<string> = new Set([
  TokenKind.BRACE_L,
  TokenKind.BRACKET_L,
  TokenKind.PAREN_L,
]);
const closing: ReadonlySet<string> = new Set([
  TokenKind.BRACE_R,
  TokenKind.BRACKET_R,
  TokenKind.PAREN_R,
]);

/**
 * Holds a document to its size before it is parsed. graphql's parser calls itself for every
 * bracket, so a deep document would exhaust the stack; its lexer does not. Text that is not
 * GraphQL passes: the parser tells what is wrong with it.
 */
export function scanDocument(text: string, limits: LimitNumbers['document']) {
  holdTo('document size in characters', limits.characters, text.length);
  const lexer = new Lexer(new Source(text));
  let tokens = 0;
  let nesting = 0;
  for (let kind = next(lexer); kind !== TokenKind.EOF; kind = next(lexer)) {
    tokens += 1;
    if (opening.has(kind)) nesting += 1;
    else if (closing.has(kind)) nesting -= 1;
    holdTo('number of tokens', limits.tokens, tokens);
    holdTo('nesting of brackets', limits.nesting, nesting);
  }
}

function next(lexer: Lexer) {
  try {
    return lexer.advance().kind;
  } catch (error) {
    if (error instanceof GraphQLError) return TokenKind.EOF;
    throw error;
  }
}
