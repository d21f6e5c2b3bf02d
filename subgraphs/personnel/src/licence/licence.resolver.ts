import { hasRole } from '@lianyi/shared/auth/viewer';
import { CalendarDay } from '@lianyi/shared/graphql/scalars';
import {
  Arg,
  Args,
  Authorized,
  Ctx,
  FieldResolver,
  ID,
  Mutation,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import { managedInstitutions } from '../consortium/managed-institutions';
import type { PersonnelContext } from '../context';
import { Institution } from '../institution/institution.entity';
import { existingInstitution } from '../institution/institution.service';
import { Practitioner } from '../practitioner/practitioner.entity';
import { existingPractitioner } from '../practitioner/practitioner.service';
import { endLicence } from './end-licence.service';
import { expiringLicences } from './expiring-licences.service';
import { LicenceConnection } from './licence.connection';
import { Licence } from './licence.entity';
import { ExpiringLicencesArgs, LicenceInput } from './licence.inputs';
import { recordLicence } from './record-licence.service';

@Resolver(() => Licence)
export class LicenceResolver {
  @Authorized('PERSONNEL_MANAGER')
  @Query(() => LicenceConnection, {
    nullable: true,
    description:
      'Licences that end soon and were not renewed, those that are over first: of the viewer’s people, at a leading institution of the whole consortium.',
  })
  expiringLicences(
    @Args(() => ExpiringLicencesArgs) args: ExpiringLicencesArgs,
    @Ctx() context: PersonnelContext,
  ) {
    return expiringLicences(context, args);
  }

  @Authorized('PERSONNEL_MANAGER')
  @Mutation(() => Licence, {
    description: 'Registers a licence, or a new term of one. Told again it is the one stored.',
  })
  recordLicence(
    @Arg('input', () => LicenceInput) input: LicenceInput,
    @Ctx() context: PersonnelContext,
  ) {
    return recordLicence(context, input);
  }

  @Authorized('PERSONNEL_MANAGER')
  @Mutation(() => Licence, { description: 'It was handed in or revoked; this was its last day.' })
  endLicence(
    @Arg('id', () => ID) id: string,
    @Arg('on', () => CalendarDay) on: string,
    @Arg('reason', () => String) reason: string,
    @Ctx() context: PersonnelContext,
  ) {
    return endLicence(context, { id, on, reason });
  }

  @FieldResolver(() => String, { description: 'Sealed at rest.' })
  async number(@Root() { sealedNumber }: Licence, @Ctx() context: PersonnelContext) {
    return (await context.licenceNumbers.open(context.manager)).open(sealedNumber);
  }

  @FieldResolver(() => Practitioner)
  practitioner(@Root() { practitionerId }: Licence, @Ctx() context: PersonnelContext) {
    return existingPractitioner(context, practitionerId);
  }

  @FieldResolver(() => [Institution], { description: 'The main place first.' })
  places(@Root() { placeIds }: Licence, @Ctx() context: PersonnelContext) {
    return Promise.all(placeIds.map((id) => existingInstitution(context, id)));
  }
}

@Resolver(() => Practitioner)
export class PractitionerLicencesResolver {
  @FieldResolver(() => [Licence], {
    nullable: true,
    description: 'Her own, and of the people a personnel manager manages; null of others.',
  })
  async licences(@Root() person: Practitioner, @Ctx() context: PersonnelContext) {
    const { licences, viewer } = context;
    const isHer = person.id === viewer.practitionerId;
    if (!isHer && !hasRole(viewer, 'PERSONNEL_MANAGER')) return null;
    const managed = isHer || (await managedInstitutions(context)).includes(person.employerId);
    return managed ? licences.load(person.id) : null;
  }
}
