import type { RequestIdentity } from '@lianyi/shared/auth/viewer-header';
import { InvalidInput } from '@lianyi/shared/errors/domain-error';
import { changeShapes, isEventType } from '@lianyi/shared/events/change-shapes';
import type { EventType } from '@lianyi/shared/events/event';
import { pageRequest, writeCursor } from '@lianyi/shared/graphql/page';
import { weighAccess } from '../access/decide-access.service';
import { describeEvent } from '../audit/describe-event';
import type { PatientsContext } from '../context';
import type { ChangeRow } from './change.entity';
import { type FeedPlace, type FeedRows, headOf, readFeed } from './change.loader';
import type { Change, ChangeConnection } from './change.view';
import type { PseudonymOf } from './pseudonym';

export interface ChangesArguments {
  readonly after?: string | null | undefined;
  readonly first?: number | null | undefined;
  readonly types?: readonly string[] | null | undefined;
}

/**
 * What the feed tells a regional platform after a cursor, the oldest first. Left out is what is
 * sensitive and what is about a record that is closed to the platform's institution; the cursor
 * goes on past it. Without the scope `identified` nothing says whose record it is. That it was
 * told is durable before it is answered. Refuses with INVALID_INPUT what is no cursor, size or
 * type, with CONFLICT a cursor after which something is not kept any more.
 */
export async function readChanges(
  context: PatientsContext,
  asked: ChangesArguments,
): Promise<ChangeConnection> {
  const { first, after } = pageRequest(asked.first, asked.after, ['text', 'number']);
  const found = await readFeed(context.manager, {
    first,
    ...{ types: readTypes(asked.types), most: context.changeNumbers.rowsPerPage },
    after: after && placeOf(after),
  });
  if (found === null)
    return { nodes: [], pageInfo: { hasNextPage: false, endCursor: null }, latest: null };
  const { end, latest, rows } = found;
  const open = await openRows(context, rows);
  await record(context, open, found);
  const pseudonymOf = await context.pseudonyms.open(context.manager);
  const identified = isIdentified(context);
  return {
    nodes: open.map((row) => show(row, { feed: end.feed, pseudonymOf, identified })),
    pageInfo: { hasNextPage: end.sequence < latest.sequence, endCursor: cursorOf(end) },
    latest: cursorOf(latest),
  };
}

/** The cursor of the feed's end, for who waits for something new; null while nothing was ever told. */
export async function readEnd({ manager }: Pick<PatientsContext, 'manager'>) {
  const head = await headOf(manager);
  return head && cursorOf({ feed: head.feed, sequence: head.last });
}

const everyType = Object.keys(changeShapes).filter(isEventType);

function readTypes(types: ChangesArguments['types']): readonly EventType[] {
  if (types == null) return everyType;
  const known = [...new Set(types)].filter(isEventType);
  if (known.length < new Set(types).size || known.length === 0)
    throw new InvalidInput('types', `must be one or more of ${everyType.join(', ')}.`);
  return known;
}

function placeOf([feed, sequence]: readonly unknown[]): FeedPlace {
  const number = Number(sequence);
  if (!Number.isSafeInteger(number) || number < 0)
    throw new InvalidInput('after', 'is not a cursor of this list.');
  return { feed: String(feed), sequence: number };
}

const cursorOf = ({ feed, sequence }: FeedPlace) => writeCursor([feed, sequence]);
const isIdentified = ({ viewer }: PatientsContext) => viewer.scopes.includes('identified');
const patientsOf = ({ patientId, otherPatientId }: ChangeRow) =>
  [patientId, otherPatientId].filter((id) => id !== null);

/** The feed is a platform's: whatever else the viewer may act as opens nothing more of it. */
const asPlatform = ({ identity }: PatientsContext): RequestIdentity => ({
  ...identity,
  viewer: { ...identity.viewer, roles: ['REGIONAL_PLATFORM'] },
});

/** Rows about nobody, and those about records that are open to the platform; one statement. */
async function openRows(context: PatientsContext, rows: readonly ChangeRow[]) {
  const ids = [...new Set(rows.flatMap(patientsOf))];
  if (ids.length === 0) return rows;
  const weighed = await weighAccess(context, asPlatform(context), ids);
  const open = new Set(weighed.flatMap(({ access, patientId }) => (access ? [patientId] : [])));
  return rows.filter((row) => patientsOf(row).every((id) => open.has(id)));
}

/**
 * The access events of a page, in one commit: with `identified` one for each patient of it, who
 * then finds it in her log; else one for the page, as nobody in it is known.
 */
async function record(context: PatientsContext, open: readonly ChangeRow[], { end }: FeedRows) {
  const { chain, identity, now } = context;
  const ids = new Set(open.flatMap(patientsOf));
  if (ids.size === 0) return;
  const about = isIdentified(context) ? [...ids] : ['-'];
  const reason = `${open.length} changes up to ${end.sequence}`;
  const facts = { action: 'READ_CHANGES', allowed: true, basis: 'PLATFORM_SCOPE', reason } as const;
  await chain.append(
    about.map((patientId) => describeEvent(identity, now(), { ...facts, patientId })),
  );
}

interface Showing {
  readonly feed: string;
  readonly pseudonymOf: PseudonymOf;
  readonly identified: boolean;
}

function show(row: ChangeRow, { feed, pseudonymOf, identified }: Showing): Change {
  const { sequence, type, at, institutionId, patientId, otherPatientId } = row;
  return {
    cursor: cursorOf({ feed, sequence }),
    ...{ type, at, institutionId },
    pseudonym: patientId && pseudonymOf(patientId),
    otherPseudonym: otherPatientId && pseudonymOf(otherPatientId),
    patientId: identified ? patientId : null,
    otherPatientId: identified ? otherPatientId : null,
    details: Object.entries(row.details).map(([name, value]) => ({
      name,
      value: value === null ? null : String(value),
    })),
  };
}
