import type { CsvFault } from '@lianyi/shared/csv/read-csv';
import { textSource } from '@lianyi/shared/csv/read-list';
import {
  Arg,
  Authorized,
  Ctx,
  FieldResolver,
  ID,
  Int,
  Mutation,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import type { PersonnelContext } from '../context';
import { draftStaffList } from './draft-staff-list.service';
import { enactStaffList } from './enact-staff-list.service';
import { StaffDifferenceConnection, StaffListConnection } from './staff-list.connection';
import { StaffList } from './staff-list.entity';
import { StaffListInput } from './staff-list.inputs';
import { findStaffLists } from './staff-list.loader';
import { StaffListDraft } from './staff-list.view';
import { StaffDifferenceKind } from './staff-list-line.entity';
import { listedInstitutions } from './staff-list-reach';

@Resolver(() => StaffList)
export class StaffListResolver {
  @Authorized('PERSONNEL_MANAGER')
  @Query(() => StaffListConnection, {
    nullable: true,
    description: 'Lists of staff that the viewer’s institution read, newest first.',
  })
  staffLists(
    @Arg('first', () => Int, { nullable: true }) first: number | undefined,
    @Arg('after', () => String, { nullable: true }) after: string | undefined,
    @Ctx() { manager, viewer }: PersonnelContext,
  ) {
    const page = { first: first ?? null, after: after ?? null };
    return findStaffLists(manager, viewer.institutionId, page);
  }

  @Authorized('PERSONNEL_MANAGER')
  @Query(() => StaffList, { nullable: true })
  staffList(@Arg('id', () => ID) id: string, @Ctx() { manager, viewer }: PersonnelContext) {
    return manager.findOneBy(StaffList, { id, institutionId: viewer.institutionId });
  }

  @Authorized('PERSONNEL_MANAGER')
  @Mutation(() => StaffListDraft, {
    description:
      'Reads a list and compares it with the people on record; whom it does not name, it leaves. Nothing of it is stored until it is enacted.',
  })
  async draftStaffList(
    @Arg('input', () => StaffListInput) { idempotencyKey, text }: StaffListInput,
    @Ctx() context: PersonnelContext,
  ): Promise<StaffListDraft> {
    const { institutionId, name: by } = context.viewer;
    const managed = await listedInstitutions(context);
    const faults: CsvFault[] = [];
    let faultCount = 0;
    const onFault = (fault: CsvFault) => {
      faultCount += 1;
      if (faultCount <= context.staffListRules.mostFaultsShown) faults.push(fault);
    };
    const asked = { institutionId, by, idempotencyKey, managed };
    const list = await draftStaffList(context, textSource(text), asked, onFault);
    return { list, faults, faultCount };
  }

  @Authorized('PERSONNEL_MANAGER')
  @Mutation(() => StaffList, {
    description:
      'Stores what a list differs by, all of it, once. CONFLICT where somebody it names is on record otherwise than when it was read.',
  })
  enactStaffList(@Arg('id', () => ID) id: string, @Ctx() context: PersonnelContext) {
    return enactStaffList(context, id);
  }

  @FieldResolver(() => StaffDifferenceConnection, {
    description: 'What it does to people, by kind and id.',
  })
  differences(
    @Root() { id }: StaffList,
    @Arg('kind', () => StaffDifferenceKind, { nullable: true })
    kind: StaffDifferenceKind | undefined,
    @Arg('first', () => Int, { nullable: true }) first: number | undefined,
    @Arg('after', () => String, { nullable: true }) after: string | undefined,
    @Ctx() { staffDifferences }: PersonnelContext,
  ) {
    return staffDifferences(id, { kind: kind ?? null, first: first ?? null, after: after ?? null });
  }
}
