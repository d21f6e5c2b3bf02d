import type { ConditionNode, FetchNode, PlanNode, QueryPlan } from '@apollo/query-planner';
import { compileEntityFetches } from './compile-entity-fetch';
import { compileRootFetch, type PlanContext, type Step } from './compile-fetch';
import type { PlanPath } from './entities';
import type { EntityFetch } from './merge-fetches';

/** A field name, or `@` for every item of a list. */
const plainStep = /^(?:@|\w+)$/;

const nothing: Step = async () => undefined;

/**
 * A plan as one function. Throws where it holds what a plan of this gateway never holds:
 * subscriptions, deferred parts, context values, paths that depend on types.
 */
export function compilePlan({ node }: QueryPlan, context: PlanContext): Step {
  if (!node) return nothing;
  if (node.kind === 'Subscription') throw new Error('subscriptions are not planned');
  return compileNode(node, [], context);
}

function compileNode(node: PlanNode, path: PlanPath, context: PlanContext): Step {
  const compile = (child: PlanNode) => compileNode(child, path, context);
  switch (node.kind) {
    case 'Fetch':
      return compileFetch(node, path, context);
    case 'Flatten':
      return compileNode(node.node, [...path, ...node.path.map(plain)], context);
    case 'Sequence':
      return inTurn(node.nodes.map(compile));
    case 'Parallel':
      return atOnce(compileParallel(node.nodes, path, context));
    case 'Condition':
      return compileCondition(node, compile, context);
    default:
      throw new Error(`a ${node.kind} node is not planned`);
  }
}

function compileFetch(node: FetchNode, path: PlanPath, context: PlanContext): Step {
  if (node.contextRewrites?.length) throw new Error('context values are not planned');
  return node.requires
    ? compileEntityFetches([{ node, path }], context)
    : compileRootFetch(node, path, context);
}

/** What is fetched at the same time from one subgraph is one request. */
function compileParallel(nodes: readonly PlanNode[], path: PlanPath, context: PlanContext): Step[] {
  const fetches = new Map<string, [EntityFetch, ...EntityFetch[]]>();
  const others: Step[] = [];
  for (const node of nodes) {
    const one = mergeable(node, path);
    const same = one && fetches.get(one.node.serviceName);
    if (!one) others.push(compileNode(node, path, context));
    else if (same) same.push(one);
    else fetches.set(one.node.serviceName, [one]);
  }
  const merged = [...fetches.values()].map((all) => compileEntityFetches(all, context));
  return [...merged, ...others];
}

function mergeable(node: PlanNode, path: PlanPath): EntityFetch | undefined {
  if (node.kind !== 'Flatten' || node.node.kind !== 'Fetch') return undefined;
  const fetch = node.node;
  if (!fetch.requires || fetch.contextRewrites?.length) return undefined;
  return { node: fetch, path: [...path, ...node.path.map(plain)] };
}

function compileCondition(
  { condition, ifClause, elseClause }: ConditionNode,
  compile: (node: PlanNode) => Step,
  { names }: PlanContext,
): Step {
  const variable = names.outerVariable(condition);
  const whenTrue = ifClause ? compile(ifClause) : nothing;
  const whenFalse = elseClause ? compile(elseClause) : nothing;
  return (run) => (run.coerced[variable] === true ? whenTrue(run) : whenFalse(run));
}

function plain(step: string | number): string {
  if (typeof step === 'string' && plainStep.test(step)) return step;
  throw new Error('paths that depend on types are not planned');
}

const inTurn =
  (steps: readonly Step[]): Step =>
  async (run) => {
    for (const step of steps) await step(run);
  };

const atOnce =
  (steps: readonly Step[]): Step =>
  async (run) => {
    await Promise.all(steps.map((step) => step(run)));
  };
