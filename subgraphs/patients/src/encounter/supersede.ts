import type { Encounter } from './encounter.entity';
import type { EncounterContent } from './read-encounter';

/** What of an encounter a sender may change. */
export type EncounterState = Pick<
  Encounter,
  'class' | 'startedAt' | 'endedAt' | 'diagnoses' | 'practitionerId'
>;

/**
 * What an encounter is after a message about it. An open one never reopens a closed one, and an
 * earlier end never takes the place of a later: such messages are late, and change nothing.
 */
export function supersede(
  stored: EncounterState,
  incoming: EncounterContent & { readonly practitionerId: string | null },
): EncounterState {
  const [before, after] = [stored.endedAt?.getTime(), incoming.endedAt?.getTime()];
  if (before !== undefined && (after === undefined || after < before)) return stateOf(stored);
  return {
    class: incoming.class,
    startedAt: incoming.startedAt,
    endedAt: incoming.endedAt,
    diagnoses: incoming.diagnoses ? [...incoming.diagnoses] : stored.diagnoses,
    practitionerId: incoming.practitionerId ?? stored.practitionerId,
  };
}

export const stateOf = (row: EncounterState): EncounterState => ({
  class: row.class,
  startedAt: row.startedAt,
  endedAt: row.endedAt,
  diagnoses: row.diagnoses.map(({ system, code, display }) => ({ system, code, display })),
  practitionerId: row.practitionerId,
});

/** Two states are one where they are written alike. */
export const stateText = (state: EncounterState) => JSON.stringify(stateOf(state));
