import { byKey } from '@lianyi/shared/collections/by-key';
import { groupBy } from '@lianyi/shared/collections/group-by';
import { placeholders, selectRows } from '@lianyi/shared/database/select-rows';
import { contentDigest } from '@lianyi/shared/text/content-digest';
import type { EntityManager, ObjectLiteral } from 'typeorm';
import { Licence } from '../licence/licence.entity';
import { Practitioner } from '../practitioner/practitioner.entity';
import {
  PractitionerEmployment,
  PractitionerTitle,
} from '../practitioner/practitioner-history.entity';

/** Everything on record of a person that a list may change. */
export interface StaffRecord {
  readonly person: Practitioner;
  readonly titles: readonly PractitionerTitle[];
  readonly employments: readonly PractitionerEmployment[];
  readonly licences: readonly Licence[];
}

/** The records of people, by id; four statements for any number. */
export async function readRecords(
  manager: EntityManager,
  ids: readonly string[],
): Promise<Map<string, StaffRecord>> {
  const of = async <Row extends ObjectLiteral & { readonly practitionerId: string }>(
    entity: new () => Row,
    order: string,
  ) => {
    const tail = `WHERE \`practitionerId\` IN (${placeholders(ids)}) ORDER BY ${order}`;
    return groupBy(await selectRows(manager, entity, tail, ids), (row) => row.practitionerId);
  };
  const tail = `WHERE \`id\` IN (${placeholders(ids)})`;
  const people = await selectRows(manager, Practitioner, tail, ids);
  const titles = await of(PractitionerTitle, '`practitionerId`, `since`');
  const employments = await of(PractitionerEmployment, '`practitionerId`, `since`');
  const licences = await of(Licence, '`practitionerId`, `id`');
  const records = people.map((person) => ({
    ...{ person, titles: titles.get(person.id) ?? [] },
    employments: employments.get(person.id) ?? [],
    licences: licences.get(person.id) ?? [],
  }));
  return byKey(records, ({ person }) => person.id);
}

/** SHA-256 of a record; empty where there is none. */
export const baseOf = (record: StaffRecord | undefined): string =>
  record ? contentDigest([record]) : '';

/** Terms of licences, by the index of their number. */
export async function readTerms(
  manager: EntityManager,
  numbers: readonly Pick<Licence, 'kind' | 'numberIndex'>[],
): Promise<Map<string, Licence[]>> {
  const terms: Licence[] = [];
  for (const [kind, some] of groupBy(numbers, (one) => one.kind)) {
    const tail = `WHERE \`kind\` = ? AND \`numberIndex\` IN (${placeholders(some)})`;
    const indices = some.map(({ numberIndex }) => numberIndex);
    terms.push(...(await selectRows(manager, Licence, tail, [kind, ...indices])));
  }
  return groupBy(terms, ({ numberIndex }) => numberIndex);
}
