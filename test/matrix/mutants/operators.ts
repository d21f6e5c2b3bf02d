import { type Role, roles } from '@lianyi/shared/auth/viewer';
import type { Syntax, SyntaxNode } from './syntax';

/** One change of the code that should show in some answer of the matrix. */
export interface Change {
  readonly node: SyntaxNode;
  readonly replacement: string;
  readonly what: string;
  /** Where the node is a list of roles: the one that is added; null where all are let in. */
  readonly role?: Role | null;
}

const change = (node: SyntaxNode, what: string, replacement: string): Change => ({
  node,
  ...{ what, replacement },
});

/** An access that opens everything. */
const open = (id: string) =>
  `({ patientId: ${id}, records: [${id}], basis: 'ENCOUNTER', scope: 'ALL', sensitive: true, identified: true })`;
/** A scope that holds everything, whatever a part calls its limits. */
const widest = 'institutionId: null, own: false, sensitive: true, identified: true';

type OfCall = (call: SyntaxNode, argument: string) => Change;

/** Questions by the name of what is called: each answered yes. */
const questions: readonly (readonly [RegExp, OfCall])[] = [
  [/\baccess\.require$/, (call, id) => change(call, 'question dropped', open(id))],
  [
    /\baccess\.requireAll$/,
    (call, ids) => change(call, 'question dropped', `${ids}.map((id) => ${open('id')})`),
  ],
  [/\bscopeOf$/, (call) => change(call, 'scope widened', `({ ...${call.text}, ${widest} })`)],
  [
    /\bwithinScope$/,
    (call, scope) =>
      change(call, 'scope widened', call.text.replace(scope, `{ ...${scope}, ${widest} }`)),
  ],
  [/\bisWithin$/, (call) => change(call, 'question dropped', 'true')],
  [/access_1\.release$/, (call, row) => change(call, 'left as it is', `(${row})`)],
  [
    /\bruleOf$/,
    (call, viewer) =>
      change(
        call,
        'role answered as a clinician’s',
        call.text.replace(`(${viewer})`, `({ ...${viewer}, roles: ['CLINICIAN'] })`),
      ),
  ],
  [/\brequire[A-Z]\w*$/, (call) => change(call, 'question dropped', '(void 0)')],
  [
    /\bweighAccess$/,
    (call) =>
      change(
        call,
        'every answer yes',
        `(${call.text}).then((all) => all.map((one) => ({ ...one, access: one.access ?? { ...${open('one.patientId')}, records: one.records } })))`,
      ),
  ],
  [/\bisOutside$/, (call) => change(call, 'nobody is outside', 'false')],
  [/\bleads$/, (call) => change(call, 'everybody leads', 'true')],
  [
    /\b(?:hasRole|isCare|holdsOne|scopes\.includes|roles\.includes)$/,
    (call) => change(call, 'answered yes', 'true'),
  ],
  [/\bisSensitive$/, (call) => change(call, 'nothing is sensitive', 'false')],
];

/** The name by which something is called, without the compiler's `(0, module.name)`. */
const calledBy = (callee: string) => /^\(0, (.*)\)$/s.exec(callee)?.[1] ?? callee;

function* ofCalls({ part, list }: Syntax, node: SyntaxNode): Generator<Change> {
  const callee = calledBy(part(node, 'callee')?.text ?? '');
  const given = list(node, 'arguments');
  for (const [name, make] of questions)
    if (name.test(callee)) yield make(node, given[0]?.text ?? '');
  if (/\bAuthorized$/.test(callee) && given.length > 0)
    yield* ofAuthorized(node, part(node, 'callee')?.text ?? '', given);
  if (callee === 'JSON.stringify' && given[0]?.type === 'ArrayExpression')
    for (const one of list(given[0], 'elements'))
      yield change(one, 'no longer bound to it', 'null');
}

/** Every signed-in viewer, and each role by itself; one that is named already changes nothing. */
function* ofAuthorized(
  node: SyntaxNode,
  callee: string,
  given: readonly SyntaxNode[],
): Generator<Change> {
  const list = /^\((.*)\)$/s.exec(node.text.slice(callee.length))?.[1] ?? '';
  const replacement = (more: string) => `${callee}(${more})`;
  yield { ...change(node, 'open to every role', replacement('')), role: null };
  if (
    given.every(({ text }) => !roles.some((role) => `'${role}'` === text)) &&
    !list.startsWith('...')
  )
    return;
  for (const role of roles.filter((one) => !list.includes(`'${one}'`)))
    yield { ...change(node, `${role} added`, replacement(`${list}, '${role}'`)), role };
}

/** A list of roles that is asked about while answering: each of the others added. */
function* ofRoleLists({ list, nodes }: Syntax, node: SyntaxNode): Generator<Change> {
  const names = list(node, 'elements').map(({ text }) => text);
  const isRole = (name: string) => roles.some((role) => name === `'${role}'`);
  if (names.length === 0 || !names.every(isRole)) return;
  if (!nodes.some(({ type, text }) => type === 'CallExpression' && /hasRole\)?\(/.test(text)))
    return;
  for (const role of roles.filter((one) => !names.includes(`'${one}'`)))
    yield { ...change(node, `${role} added`, `[${[...names, `'${role}'`].join(', ')}]`), role };
}

/** What conditions of access speak of. */
const words =
  /access|scope|sensitiv|identified|\bown\b|bas[ie]s|viewer|role|outside|numbers|holder|grant|expires|writes|breakGlass|care\b|allowed|reach|\bpart\b|leads|institutionId|submittedAt|endedAt|forAll|draft/i;

const strict: Readonly<Record<string, string>> = { '<': '<=', '<=': '<', '>': '>=', '>=': '>' };

/** Conditions about access, each decided once and for all; comparisons moved by one. */
function* ofConditions({ part }: Syntax, node: SyntaxNode): Generator<Change> {
  const both = (one: SyntaxNode | undefined) =>
    one && words.test(one.text)
      ? [change(one, 'always', 'true'), change(one, 'never', 'false')]
      : [];
  if (node.type === 'IfStatement' || node.type === 'ConditionalExpression')
    yield* both(part(node, 'test'));
  if (node.type !== 'BinaryExpression' || !words.test(node.text)) return;
  const operator = String(node.parts.operator);
  const [left, right] = [part(node, 'left'), part(node, 'right')];
  if (!left || !right) return;
  if (operator === '&&' || operator === '||')
    for (const one of [left, right])
      yield change(one, 'condition dropped', operator === '&&' ? 'true' : 'false');
  if (['===', '!==', '<', '<=', '>', '>='].includes(operator)) yield* both(node);
  const moved = strict[operator];
  if (moved) yield change(node, 'boundary moved', `${left.text} ${moved} ${right.text}`);
}

/** What is shown of a row, and whether only its own institution's: read as yes, and as no. */
function* ofReads({ part }: Syntax, node: SyntaxNode): Generator<Change> {
  const name = part(node, 'property')?.text ?? '';
  if (!/^(?:sensitive|identified|showsSensitive|own)$/.test(name)) return;
  yield change(node, 'always', 'true');
  yield change(node, 'never', 'false');
}

const column = String.raw`(?:\w+\.)?\\?\`\w+\\?\``;
const atoms = new RegExp(
  String.raw`${column} (?:=|<>|<=|>=|<|>) (?:\?|\d+|'\w+')|${column} IS (?:NOT )?NULL|\? IN \([^)]*\)`,
  'g',
);

/** Conditions in SQL: each dropped with its parameter left in place, each comparison moved by one. */
function* ofSql(node: SyntaxNode): Generator<Change> {
  for (const { 0: atom, index } of node.text.matchAll(atoms)) {
    if (/`id\\?` =/.test(atom)) continue;
    const within = (text: string) =>
      node.text.slice(0, index) + text + node.text.slice(index + atom.length);
    const anything = atom.includes('?') ? '(? IS NOT NULL OR 1 = 1)' : '1 = 1';
    yield change(node, `${atom} dropped`, within(anything));
    if (atom.includes('IS NULL')) yield change(node, `${atom} never`, within('1 = 0'));
    const [operator = ''] = / (<=|>=|<|>) /.exec(atom)?.slice(1) ?? [];
    const moved = strict[operator];
    if (moved)
      yield change(node, `${atom} moved`, within(atom.replace(` ${operator} `, ` ${moved} `)));
  }
}

/** Every change of one file's code. */
export function* changesIn(syntax: Syntax): Generator<Change> {
  const assigned = new Set(
    syntax.nodes
      .filter(({ type }) => type === 'AssignmentExpression')
      .map((node) => syntax.part(node, 'left')?.from),
  );
  for (const node of syntax.nodes) {
    if (node.type === 'CallExpression') yield* ofCalls(syntax, node);
    if (node.type === 'ArrayExpression') yield* ofRoleLists(syntax, node);
    if (node.type === 'MemberExpression' && !assigned.has(node.from)) yield* ofReads(syntax, node);
    if (node.type === 'StringLiteral' || node.type === 'TemplateLiteral') yield* ofSql(node);
    const value = node.type === 'KeyValueProperty' ? syntax.part(node, 'value') : undefined;
    if (value?.text === "'OWN'") yield change(value, 'OWN becomes ALL', "'ALL'");
    yield* ofConditions(syntax, node);
  }
}
