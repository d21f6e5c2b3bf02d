import { insertRows } from '@lianyi/shared/database/insert-rows';
import { placeholders, selectRows, toParameters } from '@lianyi/shared/database/select-rows';
import { recordEvents } from '@lianyi/shared/events/record-events';
import type { EntityManager } from 'typeorm';
import type { StoredVersion } from '../report/report.service';
import { type Addressed, addresseesOf, type Care } from './care';
import { CriticalValueAddress, CriticalValueRow } from './critical-value.entity';
import type { FoundCritical } from './judge-critical';
import type { CriticalRules } from './read-critical-rules';

const minute = 60_000;
const hour = 60 * minute;

/** What is critical in a version that is being stored. */
export interface Alarm extends Addressed {
  readonly kind: 'LAB' | 'EXAM';
  readonly patientId: string;
  readonly department: string | null;
  readonly found: readonly FoundCritical[];
  /** Null where patients could not be asked: it is asked again until it answers. */
  readonly care: Care | null;
}

export interface Raising {
  readonly rules: CriticalRules;
  readonly newId: () => string;
  readonly now: () => Date;
}

/**
 * Raises, within the transaction that stores a report's version, what is critical in it. The lock
 * on the report's row lets one version through at a time, and the unique index holds each to one
 * alarm. A version that is not in force raises nothing. What was raised by an earlier version
 * goes on where the same was reported again, and is superseded where it is critical no more or
 * another value now stands there, which is raised anew. What was handled stays handled.
 */
export async function raiseCritical(
  manager: EntityManager,
  alarm: Alarm,
  stored: StoredVersion & { readonly observationIds: readonly string[] },
  raising: Raising,
) {
  if (!stored.inForce) return;
  const earlier = stored.replaces ? await raisedBefore(manager, stored.reportId) : [];
  const kept = new Set<string>();
  const fresh: FoundCritical[] = [];
  for (const one of alarm.found) {
    const same = earlier.find((before) => goesOn(before, one, stored.replaced?.version));
    if (!same) fresh.push(one);
    else {
      kept.add(same.id);
      await showIn(manager, same.id, stored, one);
    }
  }
  const gone = earlier.filter(({ id }) => !kept.has(id)).map(({ id }) => id);
  await supersede(manager, gone, raising.now());
  await insertAlarms(manager, alarm, fresh, stored, raising);
}

/** The same value, in the version that was in force until now: what came back meanwhile is news. */
const goesOn = (before: CriticalValueRow, found: FoundCritical, version: number | undefined) =>
  before.subject === found.subject &&
  before.fingerprint === found.fingerprint &&
  before.shownVersion === version;

const raisedBefore = (manager: EntityManager, reportId: string) =>
  selectRows(manager, CriticalValueRow, "WHERE `reportId` = ? AND `state` <> 'SUPERSEDED'", [
    reportId,
  ]);

type Stored = Parameters<typeof raiseCritical>[2];

const observationOf = ({ observationIds }: Stored, { position }: FoundCritical) =>
  position === null ? null : (observationIds[position] ?? null);

const showIn = (manager: EntityManager, id: string, stored: Stored, found: FoundCritical) =>
  manager.query(
    'UPDATE `critical_value` SET `shownVersion` = ?, `observationId` = ? WHERE `id` = ?',
    [...[stored.version, observationOf(stored, found), id]],
  );

async function supersede(manager: EntityManager, ids: readonly string[], at: Date) {
  if (ids.length === 0) return;
  const sql = `UPDATE \`critical_value\` SET \`state\` = 'SUPERSEDED', \`supersededAt\` = ? WHERE \`id\` IN (${placeholders(ids)}) AND \`state\` IN ('OPEN', 'ACKNOWLEDGED')`;
  await manager.query(sql, toParameters(manager, [at, ...ids]));
  await showStates(manager, ids);
}

/** Lists read a value's state from its addresses; called in every transaction that changes it. */
export async function showStates(manager: EntityManager, ids: readonly string[]) {
  if (ids.length === 0) return;
  const state = 'SELECT v.`state` FROM `critical_value` v WHERE v.`id` = `valueId`';
  const sql = `UPDATE \`critical_value_address\` SET \`state\` = (${state}) WHERE \`valueId\` IN (${placeholders(ids)})`;
  await manager.query(sql, [...ids]);
}

async function insertAlarms(
  manager: EntityManager,
  { kind, patientId, institutionId, orderedById, department, care }: Alarm,
  fresh: readonly FoundCritical[],
  stored: Stored,
  { rules, newId, now }: Raising,
) {
  const raisedAt = now();
  const later = (milliseconds: number) => new Date(raisedAt.getTime() + milliseconds);
  const dueAt = later(rules.acknowledgeMinutes * minute);
  const { reportId, version } = stored;
  const rows = fresh.map((one) => ({
    id: newId(),
    ...{ reportId, kind, version, shownVersion: version },
    ...{ patientId, institutionId, orderedById, department, raisedAt, dueAt },
    ...{ subject: one.subject, ground: one.ground, sensitive: one.sensitive },
    ...{ fingerprint: one.fingerprint, observationId: observationOf(stored, one) },
    ...{ state: 'OPEN' as const, handleDueAt: later(rules.handleHours * hour) },
    addressedAt: care === null ? null : raisedAt,
  }));
  await insertRows(manager, CriticalValueRow, rows);
  const addressees = addresseesOf({ institutionId, orderedById }, care);
  const addresses = rows.flatMap(({ id, state }) =>
    addressees.map((one) => ({ ...one, valueId: id, state, dueAt })),
  );
  await insertRows(manager, CriticalValueAddress, addresses);
  await recordEvents(manager, rows.map(toEvent), raisedAt);
}

type Raised = Pick<
  CriticalValueRow,
  'id' | 'kind' | 'reportId' | 'version' | 'patientId' | 'institutionId' | 'sensitive'
>;

const toEvent = ({ id, kind, reportId, version, sensitive, ...whose }: Raised) =>
  ({
    id: `results.critical-value.raised:${id}`,
    type: 'results.critical-value.raised',
    key: whose.patientId,
    payload: {
      criticalValueId: id,
      ...{ kind, reportId, version, sensitive },
      ...{ patientId: whose.patientId, institutionId: whose.institutionId },
    },
  }) as const;
