import { byKey } from '@lianyi/shared/collections/by-key';
import { placeholders, selectRows } from '@lianyi/shared/database/select-rows';
import { InvalidInput } from '@lianyi/shared/errors/domain-error';
import type { PracticeAct } from '@lianyi/shared/ports/practice-acts';
import type { PersonnelContext } from '../context';
import { lastDayColumn } from '../posting/days-in-force';
import { Posting } from '../posting/posting.entity';
import { employerOn, titleOn } from '../practitioner/history';
import { Practitioner } from '../practitioner/practitioner.entity';
import type { PracticeRights } from './practice.view';

export interface PracticeQuestion {
  readonly practitionerIds: readonly string[];
  readonly institutionId: string;
  readonly on: string;
}

/** A page names no more people. */
const mostPeople = 100;

/**
 * What each person may do at an institution on a day: there by employment or by a posting in force, entitled
 * by category and by the title of that day, and licensed where that counts. Nothing for whom it does not know.
 * Five statements, however many people.
 */
export async function practiceRights(
  context: PersonnelContext,
  question: PracticeQuestion,
): Promise<PracticeRights[]> {
  const { institutions, manager, practiceRules } = context;
  const { practitionerIds: ids, institutionId } = question;
  if (ids.length > mostPeople)
    throw new InvalidInput('practitionerIds', `must not be more than ${mostPeople}.`);
  if (ids.length === 0) return [];
  const tail = `WHERE \`id\` IN (${placeholders(ids)})`;
  const people = byKey(await selectRows(manager, Practitioner, tail, ids), ({ id }) => id);
  const posted = await postedThere(context, question);
  const tier = (await institutions.get(institutionId))?.tier;
  return Promise.all(
    ids.map(async (practitionerId) => {
      const person = people.get(practitionerId);
      const then = person && (await personOn(context, person, question.on));
      // Who left, or was not there yet, is posted nowhere: her posting may still stand.
      const isPosted = then?.employerId != null && posted.has(practitionerId);
      const isThere = then?.employerId === institutionId || isPosted;
      const may = (act: PracticeAct) =>
        then?.titleLevel && then.isLicensed && tier && isThere
          ? practiceRules.allow(act, { ...then, titleLevel: then.titleLevel }, tier)
          : false;
      return {
        practitionerId,
        prescribe: may('PRESCRIBE'),
        ...{ report: may('REPORT'), sign: may('SIGN') },
        ...{ check: may('CHECK'), dispense: may('DISPENSE') },
        titleLevel: then?.titleLevel ?? null,
      };
    }),
  );
}

/** Employer, title and licences of a person on a day. */
async function personOn(
  { histories, licenceRules, licences }: PersonnelContext,
  person: Practitioner,
  on: string,
) {
  const [titles, employments, held] = await Promise.all([
    histories.titles.load(person.id),
    histories.employments.load(person.id),
    licences.load(person.id),
  ]);
  return {
    category: person.category,
    employerId: employerOn(person, employments, on),
    titleLevel: titleOn(person, titles, on),
    isLicensed: licenceRules.allow(person.category, held, on),
  };
}

/** Of these people, who is posted to the institution on the day by a kind that gives rights. */
async function postedThere(
  { manager, practiceRules: { postingKinds } }: PersonnelContext,
  { practitionerIds, institutionId, on }: PracticeQuestion,
): Promise<ReadonlySet<string>> {
  const inForce = `\`start\` <= ? AND (${lastDayColumn} IS NULL OR ${lastDayColumn} >= ?)`;
  const tail = `WHERE \`practitionerId\` IN (${placeholders(practitionerIds)}) AND \`toInstitutionId\` = ? AND ${inForce} AND \`kind\` IN (${placeholders(postingKinds)})`;
  const postings = await selectRows(manager, Posting, tail, [
    ...[...practitionerIds, institutionId, on, on],
    ...postingKinds,
  ]);
  return new Set(postings.map(({ practitionerId }) => practitionerId));
}
