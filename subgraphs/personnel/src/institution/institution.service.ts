import type { PersonnelContext } from '../context';
import type { Institution } from './institution.entity';
import { InstitutionNotFound } from './institution.errors';

/** The institution an own row names; refuses where the reference leads nowhere. */
export async function existingInstitution(
  { institutions }: Pick<PersonnelContext, 'institutions'>,
  id: string,
): Promise<Institution> {
  const institution = await institutions.get(id);
  if (institution === null) throw new InstitutionNotFound(id);
  return institution;
}
