import { Arg, Authorized, Ctx, FieldResolver, ID, Mutation, Resolver, Root } from 'type-graphql';
import type { PatientsContext } from '../context';
import { openPatient } from '../patient/patient.service';
import { Patient } from '../patient/patient.view';
import { breakGlass } from './break-glass.service';
import { BreakGlassGrant } from './break-glass-grant.entity';

@Resolver(() => BreakGlassGrant)
export class BreakGlassResolver {
  // Any role may ask: that the record stays shut is recorded like any refusal.
  @Authorized()
  @Mutation(() => BreakGlassGrant, {
    description:
      'In an emergency, opens a record to which nothing else gives a basis. The reason stays in the access log.',
  })
  breakGlass(
    @Arg('patientId', () => ID) patientId: string,
    @Arg('reason', () => String) reason: string,
    @Ctx() context: PatientsContext,
  ) {
    return breakGlass(context, patientId, reason);
  }

  @FieldResolver(() => Patient)
  patient(@Root() { patientId }: BreakGlassGrant, @Ctx() context: PatientsContext) {
    return openPatient(context, patientId);
  }
}
