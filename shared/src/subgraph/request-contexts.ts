import type { SubgraphRequest } from './subgraph';

/** What is made of a context when it is first asked for. */
type Makers<Context, Made> = { readonly [Name in keyof Made]: (context: Context) => Made[Name] };

/** How a part makes the contexts of its requests. */
export interface RequestContexts<Context> {
  (request: SubgraphRequest): Context;
  /** The same with these, each made of what was there before. */
  making<Made extends object>(
    makers: Makers<Context, Made>,
  ): RequestContexts<Context & Readonly<Made>>;
}

const guard = Symbol('copied');
/** A copy would lack all that is not the context's own, and nothing but its use would tell. */
const copied = {
  get() {
    throw new Error('A context is not spread: name what is needed of it.');
  },
  enumerable: true,
};

/**
 * What lives as long as the process is what contexts inherit from, so that none of it is copied for
 * a request, and what they are `making` is made when it is first asked for: a request needs a few
 * of dozens of loaders.
 */
export function createRequestContexts<Process extends object, Own extends object>(
  process: Process,
  ownOf: (request: SubgraphRequest) => Own,
): RequestContexts<Process & Own> {
  const shared: object = Object.create(process);
  const contextFor = (request: SubgraphRequest) => {
    const context = Object.assign(Object.create(shared), ownOf(request));
    return Object.defineProperty(context, guard, copied);
  };
  const making = (makers: object) => {
    for (const [name, make] of Object.entries(makers)) makeOnce(shared, name, make);
    return contexts;
  };
  const contexts = Object.assign(contextFor, { making });
  return contexts;
}

const makeOnce = (shared: object, name: string, make: (context: object) => unknown) =>
  Object.defineProperty(shared, name, {
    get(this: object) {
      const value = make(this);
      Object.defineProperty(this, name, { value });
      return value;
    },
  });
