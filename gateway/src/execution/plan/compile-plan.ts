import type { PlanNode, QueryPlan } from '@apollo/query-planner';
import type { GraphQLSchema } from 'graphql';
import { compileFetch, type FindSource, type Step } from './compile-fetch';
import { NotCompiled } from './compile-shape';
import type { PlanPath } from './entities';

/** A field name, or `@`: what a plan writes for abstract types is not compiled. */
const plainStep = /^(?:@|\w+)$/;

/** A plan as one function; throws `NotCompiled` where it holds something unusual. */
export function compilePlan(plan: QueryPlan, schema: GraphQLSchema, find: FindSource): Step {
  const { node } = plan;
  if (!node || node.kind === 'Subscription') throw new NotCompiled('no plan to run');
  return compileNode(node, []);

  function compileNode(one: PlanNode, path: PlanPath): Step {
    switch (one.kind) {
      case 'Fetch':
        return compileFetch(one, path, schema, find);
      case 'Flatten':
        return compileNode(one.node, [...path, ...plain(one.path)]);
      case 'Sequence':
        return inTurn(one.nodes.map((child) => compileNode(child, path)));
      case 'Parallel':
        return atOnce(one.nodes.map((child) => compileNode(child, path)));
      default:
        throw new NotCompiled(`a ${one.kind} node`);
    }
  }
}

const plain = (path: readonly (string | number)[]): string[] =>
  path.map((step) => {
    if (typeof step !== 'string' || !plainStep.test(step)) throw new NotCompiled('a typed path');
    return step;
  });

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
