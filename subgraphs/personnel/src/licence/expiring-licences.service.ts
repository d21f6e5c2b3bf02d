import { keysetCondition } from '@lianyi/shared/database/select-pages';
import { placeholders, selectRows } from '@lianyi/shared/database/select-rows';
import { InvalidInput } from '@lianyi/shared/errors/domain-error';
import { type Page, pageRequest, toPage } from '@lianyi/shared/graphql/page';
import { laterDay } from '@lianyi/shared/time/calendar-day';
import { shanghaiDay } from '@lianyi/shared/time/shanghai-day';
import { managedInstitutions } from '../consortium/managed-institutions';
import type { PersonnelContext } from '../context';
import { Licence } from './licence.entity';
import type { ExpiringLicencesArgs } from './licence.inputs';

const order = [
  { column: 'expiresOn', direction: 'ASC' },
  { column: 'id', direction: 'ASC' },
] as const;

/** Days ahead that a list reaches at most. */
const mostDays = 3660;
const renewed =
  'SELECT 1 FROM `practitioner_licence` n WHERE n.`practitionerId` = `practitioner_licence`.`practitionerId` AND n.`kind` = `practitioner_licence`.`kind` AND n.`endedOn` IS NULL AND (n.`expiresOn` IS NULL OR n.`expiresOn` > `practitioner_licence`.`expiresOn`)';

/**
 * Licences of the people the viewer manages that end within so many days and were not renewed, those that are
 * over first. One walk of an index.
 */
export async function expiringLicences(
  context: PersonnelContext,
  { after, first, institutionId, withinDays }: ExpiringLicencesArgs,
): Promise<Page<Licence>> {
  const { licenceRules, manager, now } = context;
  const days = withinDays ?? licenceRules.expiringWithinDays;
  if (days < 1 || days > mostDays)
    throw new InvalidInput('withinDays', `must be from 1 to ${mostDays}.`);
  const request = pageRequest(first, after, ['text', 'text']);
  const employers = await employersOf(context, institutionId);
  const keyset = keysetCondition<Licence>(order, request.after);
  const employed = `SELECT \`id\` FROM \`practitioner\` WHERE \`employerId\` IN (${placeholders(employers)}) AND \`leftOn\` IS NULL`;
  const conditions = [
    ...['`endedOn` IS NULL', '`expiresOn` <= ?', `\`practitionerId\` IN (${employed})`],
    ...[`NOT EXISTS (${renewed})`, ...(keyset.sql === '' ? [] : [keyset.sql])],
  ];
  const tail = `WHERE ${conditions.join(' AND ')} ORDER BY \`expiresOn\`, \`id\` LIMIT ${request.first + 1}`;
  const last = laterDay(shanghaiDay(now()), days - 1);
  const rows = await selectRows(manager, Licence, tail, [last, ...employers, ...keyset.parameters]);
  return toPage(rows, request, ({ expiresOn, id }) => [expiresOn ?? '', id]);
}

async function employersOf(context: PersonnelContext, asked: string | null | undefined) {
  const managed = await managedInstitutions(context);
  if (asked == null) return managed;
  if (!managed.includes(asked))
    throw new InvalidInput('institutionId', 'is none whose people the viewer manages.');
  return [asked];
}
