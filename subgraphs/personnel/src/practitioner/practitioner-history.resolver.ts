import { Arg, Authorized, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import type { PersonnelContext } from '../context';
import { presentTitle } from './history';
import { Practitioner } from './practitioner.entity';
import { PractitionerTitle } from './practitioner-history.entity';
import { EmploymentInput, TitleInput } from './practitioner-history.inputs';
import { recordEmployment, recordTitle } from './record-history.service';

@Resolver(() => Practitioner)
export class PractitionerHistoryResolver {
  @Authorized('PERSONNEL_MANAGER')
  @Mutation(() => Practitioner, {
    description: 'The title of a person from a day on. Told again it changes nothing.',
  })
  recordTitle(@Arg('input', () => TitleInput) input: TitleInput, @Ctx() context: PersonnelContext) {
    return recordTitle(context, input);
  }

  @Authorized('PERSONNEL_MANAGER')
  @Mutation(() => Practitioner, {
    description: 'Who employs a person from a day on, or that she leaves.',
  })
  recordEmployment(
    @Arg('input', () => EmploymentInput) input: EmploymentInput,
    @Ctx() context: PersonnelContext,
  ) {
    return recordEmployment(context, input);
  }

  @FieldResolver(() => [PractitionerTitle], { description: 'Those that are known, oldest first.' })
  async titles(@Root() person: Practitioner, @Ctx() { histories }: PersonnelContext) {
    const stored = await histories.titles.load(person.id);
    return stored.length > 0
      ? stored
      : [Object.assign(new PractitionerTitle(), presentTitle(person))];
  }
}
