import { Arg, Authorized, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import type { PersonnelContext } from '../context';
import { Practitioner } from '../practitioner/practitioner.entity';
import { existingPractitioner } from '../practitioner/practitioner.service';
import { outreachStatements } from './statement.service';
import { OutreachStatement } from './statement.view';
import { outreachStatementSheet } from './statement-sheet.service';

@Resolver(() => OutreachStatement)
export class OutreachStatementResolver {
  @Authorized('PERSONNEL_MANAGER', 'COMMUNITY_OFFICE')
  @Query(() => [OutreachStatement], {
    nullable: true,
    description:
      'What the visits of a month are paid, by person: of the viewer’s institution; of a leading one, of the consortium.',
  })
  outreachStatements(
    @Arg('month', () => String) month: string,
    @Arg('practitionerId', () => ID, { nullable: true }) practitionerId: string | null | undefined,
    @Ctx() context: PersonnelContext,
  ) {
    return outreachStatements(context, { month, practitionerId });
  }

  @Authorized('PERSONNEL_MANAGER', 'COMMUNITY_OFFICE')
  @Query(() => String, {
    nullable: true,
    description: 'The same as CSV with Chinese titles (`GET /outreach/statement.csv`).',
  })
  outreachStatementSheet(
    @Arg('month', () => String) month: string,
    @Arg('practitionerId', () => ID, { nullable: true }) practitionerId: string | null | undefined,
    @Ctx() context: PersonnelContext,
  ) {
    return outreachStatementSheet(context, { month, practitionerId });
  }

  @FieldResolver(() => Practitioner)
  practitioner(@Root() { practitionerId }: OutreachStatement, @Ctx() context: PersonnelContext) {
    return existingPractitioner(context, practitionerId);
  }
}
