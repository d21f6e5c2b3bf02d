import type { PersonnelContext } from '../context';
import type { Practitioner } from './practitioner.entity';
import { PractitionerNotFound } from './practitioner.errors';

/** The practitioner an own row names; refuses where the reference leads nowhere. */
export async function existingPractitioner(
  { practitioners }: Pick<PersonnelContext, 'practitioners'>,
  id: string,
): Promise<Practitioner> {
  const practitioner = await practitioners.get(id);
  if (practitioner === null) throw new PractitionerNotFound(id);
  return practitioner;
}
