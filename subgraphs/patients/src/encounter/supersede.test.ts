import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { aCoding } from '../testing/patients.factory';
import { EncounterClass } from './encounter.entity';
import { type EncounterState, stateText, supersede } from './supersede';

const times = fc.integer({ min: 0, max: 1000 }).map((hours) => new Date(hours * 3_600_000));
const states: fc.Arbitrary<EncounterState> = fc.record({
  class: fc.constantFrom(...Object.values(EncounterClass)),
  startedAt: times,
  endedAt: fc.option(times),
  diagnoses: fc.array(fc.constantFrom(aCoding(), aCoding({ code: 'J18.9' })), { maxLength: 2 }),
  practitionerId: fc.option(fc.constantFrom('a', 'b')),
});

describe('supersede', () => {
  it('changes nothing when the same comes again', () => {
    fc.assert(
      fc.property(states, (state) => {
        expect(stateText(supersede(state, state))).toBe(stateText(state));
      }),
    );
  });

  it('settles on the latest end, in whatever order messages come', () => {
    fc.assert(
      fc.property(fc.array(states, { minLength: 1, maxLength: 6 }), (messages) => {
        const [first, ...rest] = messages as [EncounterState, ...EncounterState[]];
        const ends = messages.flatMap(({ endedAt }) => (endedAt ? [endedAt.getTime()] : []));
        const last = rest.reduce((stored, incoming) => supersede(stored, incoming), first);
        expect(last.endedAt?.getTime()).toBe(ends.length > 0 ? Math.max(...ends) : undefined);
      }),
    );
  });
});
