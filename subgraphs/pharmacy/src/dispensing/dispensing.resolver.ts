import { CalendarDay } from '@lianyi/shared/graphql/scalars';
import { Arg, Authorized, Ctx, FieldResolver, ID, Mutation, Resolver, Root } from 'type-graphql';
import type { PharmacyContext } from '../context';
import { Drug } from '../drug/drug.entity';
import { existingDrug } from '../drug/drug.service';
import { Prescription } from '../prescription/prescription.entity';
import { dispensePrescription } from './dispense.service';
import { Dispensing, DispensingLine } from './dispensing.entity';
import { DispensingLineInput } from './dispensing.inputs';
import { nextPartFrom } from './next-part.service';

/** A prescription as far as it is filled. */
@Resolver(() => Prescription)
export class FillPrescriptionResolver {
  @Authorized('PHARMACIST')
  @Mutation(() => Prescription, {
    description:
      'From the shelf of the viewer’s institution, first to expire first; the rest at another visit or place.',
  })
  dispensePrescription(
    @Arg('id', () => ID) id: string,
    @Arg('lines', () => [DispensingLineInput]) lines: DispensingLineInput[],
    @Arg('idempotencyKey', () => String) idempotencyKey: string,
    @Ctx() context: PharmacyContext,
  ) {
    return dispensePrescription(context, { id, lines, idempotencyKey });
  }

  @FieldResolver(() => CalendarDay, {
    nullable: true,
    description: 'Of a long-term sheet: from when on more of it may be collected.',
  })
  nextPartFrom(@Root() sheet: Prescription, @Ctx() context: PharmacyContext) {
    return nextPartFrom(context, sheet);
  }
}

@Resolver(() => Dispensing)
export class DispensingResolver {
  @FieldResolver(() => [DispensingLine])
  async lines(@Root() { at, id }: Dispensing, @Ctx() { dispensings }: PharmacyContext) {
    const lines = await dispensings.lines.load(id);
    return lines.map((line) => Object.assign(line, { at }));
  }
}

@Resolver(() => DispensingLine)
export class DispensingLineResolver {
  @FieldResolver(() => Drug)
  drug(@Root() { at, drugCode }: DispensingLine, @Ctx() context: PharmacyContext) {
    return existingDrug(context, drugCode, at);
  }

  @FieldResolver(() => Drug, {
    nullable: true,
    description: 'The drug of the sheet, where another maker’s was handed out for it.',
  })
  substituteFor(@Root() { substituteFor }: DispensingLine, @Ctx() context: PharmacyContext) {
    return substituteFor === null ? null : existingDrug(context, substituteFor);
  }
}
