import { byKey } from '@lianyi/shared/collections/by-key';
import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { PatientsContext } from '../context';
import { hidden, maskNumber } from '../patient/patient.mask';
import { Patient } from '../patient/patient.view';
import { Institution } from '../stubs/institution.stub';
import { Identifier } from './identifier.entity';

@Resolver(() => Patient)
export class PatientIdentifiersResolver {
  @FieldResolver(() => [Identifier])
  async identifiers(
    @Root() { recordIds, numbers }: Patient,
    @Ctx() { identifiers, cipher }: PatientsContext,
  ): Promise<Identifier[]> {
    const show = (sealed: string) => {
      if (numbers === 'HIDDEN') return hidden;
      const value = cipher.open(sealed);
      return numbers === 'FULL' ? value : maskNumber(value);
    };
    const held = await Promise.all(recordIds.map((record) => identifiers.load(record)));
    // Two records of one person may have come with one number, the later as a claim.
    const once = byKey(held.flat(), ({ system, issuerId, blindIndex }) =>
      [system, issuerId, blindIndex].join(' '),
    );
    return [...once.values()].map(({ system, issuerId, sealed }) => ({
      system,
      ...{ issuerId, value: show(sealed) },
    }));
  }
}

@Resolver(() => Identifier)
export class IdentifierResolver {
  @FieldResolver(() => Institution, {
    nullable: true,
    description: 'Whose record number it is; null for numbers of national systems.',
  })
  institution(@Root() { issuerId }: Identifier): Institution | null {
    return issuerId === '' ? null : { id: issuerId };
  }
}
