import { insertRows } from '@lianyi/shared/database/insert-rows';
import { selectRows } from '@lianyi/shared/database/select-rows';
import { InvalidInput } from '@lianyi/shared/errors/domain-error';
import { managedInstitutions } from '../consortium/managed-institutions';
import type { PersonnelContext } from '../context';
import { refuseMerged, storedInstitution } from '../institution/place.service';
import { refuseLeft } from '../practitioner/leavers';
import { managedPerson } from '../practitioner/managed-person.service';
import type { Practitioner } from '../practitioner/practitioner.entity';
import { existingPractitioner } from '../practitioner/practitioner.service';
import { sharesDays } from './days-in-force';
import { Posting } from './posting.entity';
import { PostingOverlaps } from './posting.errors';
import { checkDays, type PostingInput } from './posting.inputs';
import { tellPosting } from './tell-posting.service';

/**
 * Sends a person of an institution the viewer manages to another. The same posting told again is the
 * one that is stored. Refuses with INVALID_INPUT naming the field where days, host or title do not
 * fit the kind, with CONFLICT where another posting takes the person on one of its days.
 */
export async function startPosting(
  context: PersonnelContext,
  input: PostingInput,
): Promise<Posting> {
  const { database, newId, now, postingRules } = context;
  const rule = postingRules.of(input.kind);
  checkDays(input, rule);
  await existingPractitioner(context, input.practitionerId);
  const managed = await managedInstitutions(context);
  const host = await storedInstitution(context.database.read, input.toInstitutionId);
  return database.transaction(async (manager) => {
    const person = await managedPerson(manager, input.practitionerId, managed);
    if (person.employerId === host.id)
      throw new InvalidInput('toInstitutionId', 'is the person’s own institution.');
    if (!rule.hostTiers.includes(host.tier))
      throw new InvalidInput('toInstitutionId', `${input.kind} is not for ${host.tier}.`);
    if (!rule.titles.includes(person.titleLevel))
      throw new InvalidInput(
        'practitionerId',
        `${input.kind} asks for ${rule.titles.at(-1)} title or above.`,
      );
    const row = rowOf(newId(), input, person);
    const others = await selectRows(manager, Posting, 'WHERE `practitionerId` = ?', [person.id]);
    const same = others.find((one) => isSame(one, row));
    if (same) return same;
    refuseLeft('practitionerId', person);
    refuseMerged('toInstitutionId', host, row.plannedEnd);
    const taken = others.find(
      (one) =>
        sharesDays(one, row) && excludes(one, row, (kind) => postingRules.of(kind).wholePerson),
    );
    if (taken) throw new PostingOverlaps(taken);
    await insertRows(manager, Posting, [row]);
    await tellPosting(manager, 'started', row, now());
    return row;
  });
}

const rowOf = (id: string, input: PostingInput, person: Practitioner): Posting =>
  Object.assign(new Posting(), {
    id,
    ...{ practitionerId: person.id, kind: input.kind },
    ...{ fromInstitutionId: person.employerId, toInstitutionId: input.toInstitutionId },
    ...{ start: input.start, plannedEnd: input.plannedEnd ?? null, end: null },
    ...{ daysPresent: 0, titleAtStart: person.titleLevel },
  } satisfies Posting);

const identity = [
  ...(['kind', 'fromInstitutionId', 'toInstitutionId', 'start', 'plannedEnd', 'end'] as const),
];

const isSame = (one: Posting, other: Posting) =>
  identity.every((column) => one[column] === other[column]);

/** Two that take the person whole exclude each other, as do two of a kind at one place. */
const excludes = (one: Posting, other: Posting, takesWhole: (kind: Posting['kind']) => boolean) =>
  (takesWhole(one.kind) && takesWhole(other.kind)) ||
  (one.kind === other.kind && one.toInstitutionId === other.toInstitutionId);
