import { byKey } from '@lianyi/shared/collections/by-key';
import { groupBy } from '@lianyi/shared/collections/group-by';
import { selectByParent } from '@lianyi/shared/database/select-by-parent';
import { placeholders, selectRows } from '@lianyi/shared/database/select-rows';
import { contentDigest } from '@lianyi/shared/text/content-digest';
import type { EntityManager } from 'typeorm';
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
  const tail = `WHERE \`id\` IN (${placeholders(ids)})`;
  const people = byKey(await selectRows(manager, Practitioner, tail, ids), ({ id }) => id);
  const bySince = { parent: 'practitionerId', order: '`practitionerId`, `since`' } as const;
  const byId = { parent: 'practitionerId', order: '`practitionerId`, `id`' } as const;
  const titles = await selectByParent(manager, PractitionerTitle, bySince, ids);
  const employments = await selectByParent(manager, PractitionerEmployment, bySince, ids);
  const licences = await selectByParent(manager, Licence, byId, ids);
  const records = ids.flatMap((id, at) => {
    const person = people.get(id);
    const held = { titles: titles[at] ?? [], employments: employments[at] ?? [] };
    return person ? [{ person, ...held, licences: licences[at] ?? [] }] : [];
  });
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
