import { placeholders } from '@lianyi/shared/database/select-rows';
import { InvalidInput } from '@lianyi/shared/errors/domain-error';
import type { EntityManager } from 'typeorm';
import type { Practitioner } from './practitioner.entity';

/** Refuses to plan with who has left. */
export function refuseLeft(field: string, { leftOn }: Pick<Practitioner, 'leftOn'>) {
  if (leftOn !== null) throw new InvalidInput(field, `left on ${leftOn}.`);
}

interface WithPerson {
  readonly practitionerId: string;
}

/**
 * Up to when what was planned with a person holds: a day, or her last day at work where she left
 * before it. What is planned stays as it is, as she may be taken on again, and a last day that was
 * told too early be corrected. One statement for all of them.
 */
export async function untilTheyLeft(
  manager: EntityManager,
  plans: readonly WithPerson[],
): Promise<(plan: WithPerson, day: string) => string> {
  const ids = [...new Set(plans.map(({ practitionerId }) => practitionerId))];
  if (ids.length === 0) return (_, day) => day;
  const rows: { id: string; leftOn: string }[] = await manager.query(
    `SELECT \`id\`, \`leftOn\` FROM \`practitioner\` WHERE \`id\` IN (${placeholders(ids)}) AND \`leftOn\` IS NOT NULL`,
    ids,
  );
  const left = new Map(rows.map(({ id, leftOn }) => [id, leftOn]));
  return ({ practitionerId }, day) => {
    const leftOn = left.get(practitionerId);
    return leftOn !== undefined && leftOn < day ? leftOn : day;
  };
}
