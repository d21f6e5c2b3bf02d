import { describe, expect, it, jest } from '@jest/globals';
import { anIdentity, aViewer } from '../testing/test-subgraph';
import { createRequestContexts } from './request-contexts';

const request = () => ({ identity: anIdentity(aViewer('CLINICIAN')), grants: { tokens: [] } });

function contexts() {
  const make = jest.fn(({ place }: { place: string }) => ({ at: place }));
  const contextFor = createRequestContexts({ place: 'here' }, ({ identity }) => ({ identity }))
    .making({ loader: make })
    .making({ other: ({ loader }) => ({ of: loader }) });
  return { contextFor, make };
}

describe('the contexts of requests', () => {
  it('have what lives as long as the process, and what is the request’s own', () => {
    const { contextFor } = contexts();
    const asked = request();
    expect(contextFor(asked)).toMatchObject({ place: 'here', identity: asked.identity });
  });

  it('make what is asked for, once for each request', () => {
    const { contextFor, make } = contexts();
    const [first, second] = [contextFor(request()), contextFor(request())];
    expect(make).not.toHaveBeenCalled();
    expect(first.other.of).toBe(first.loader);
    expect(first.loader).toEqual({ at: 'here' });
    expect(make).toHaveBeenCalledTimes(1);
    expect(second.loader).not.toBe(first.loader);
  });

  it('refuse to be copied, as a copy would lack most of them', () => {
    const context = contexts().contextFor(request());
    expect(() => ({ ...context })).toThrow('A context is not spread');
    const { place } = context;
    expect(place).toBe('here');
  });
});
