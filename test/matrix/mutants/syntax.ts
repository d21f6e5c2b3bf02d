import { parseSync } from '@swc/core';

/** A node of a program's syntax tree. */
export interface SyntaxNode {
  readonly type: string;
  /** Bytes of the source. */
  readonly from: number;
  readonly to: number;
  /** As it stands in the source. */
  readonly text: string;
  /** Nodes and values it is made of, by the parser's names. */
  readonly parts: Readonly<Record<string, unknown>>;
}

interface Spanned extends Record<string, unknown> {
  readonly type: string;
  readonly span: { readonly start: number; readonly end: number };
}

const isSpanned = (value: unknown): value is Spanned =>
  typeof value === 'object' && value !== null && 'type' in value && 'span' in value;

const head = '"use strict"';

/** A compiled file's nodes, the outer before the inner, and a way from a part to its node. */
export function readSyntax(source: string) {
  if (!source.startsWith(head)) throw new Error('not a compiled file');
  const bytes = Buffer.from(source);
  const { body } = parseSync(source, { syntax: 'ecmascript', target: 'es2022', isModule: false });
  const base = body[0]?.span.start ?? 0;
  const toNode = ({ type, span, ...parts }: Spanned): SyntaxNode => {
    const [from, to] = [span.start - base, span.end - base];
    return { type, from, to, text: bytes.subarray(from, to).toString(), parts };
  };
  const nodes: SyntaxNode[] = [];
  const walk = (value: unknown) => {
    if (Array.isArray(value)) for (const one of value) walk(one);
    else if (typeof value === 'object' && value !== null) {
      if (isSpanned(value)) nodes.push(toNode(value));
      for (const part of Object.values(value)) walk(part);
    }
  };
  walk(body);
  return {
    nodes,
    /** The node that a node has as its part of this name. */
    part: (node: SyntaxNode, name: string): SyntaxNode | undefined => {
      const value = node.parts[name];
      return isSpanned(value) ? toNode(value) : undefined;
    },
    /** The nodes of a list: elements, or arguments of a call; what is spread with its dots. */
    list(node: SyntaxNode, name: string): SyntaxNode[] {
      const value = node.parts[name];
      if (!Array.isArray(value)) return [];
      return value.flatMap((one: unknown) => {
        if (typeof one !== 'object' || one === null || !('expression' in one)) return [];
        return isSpanned(one.expression) ? [toNode(one.expression)] : [];
      });
    },
  };
}
export type Syntax = ReturnType<typeof readSyntax>;

/** The source with some of its bytes replaced. */
export function replaceBytes(source: string, from: number, to: number, text: string): string {
  const bytes = Buffer.from(source);
  return Buffer.concat([bytes.subarray(0, from), Buffer.from(text), bytes.subarray(to)]).toString();
}

/** Throws where a text is no program: a mutant that cannot be read proves nothing. */
export const checkReads = (source: string) => {
  parseSync(source, { syntax: 'ecmascript', target: 'es2022', isModule: false });
};
