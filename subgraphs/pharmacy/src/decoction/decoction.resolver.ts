import { connectionOf } from '@lianyi/shared/graphql/page';
import {
  Arg,
  Args,
  Authorized,
  Ctx,
  FieldResolver,
  ID,
  Mutation,
  ObjectType,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import type { PharmacyContext } from '../context';
import { Drug } from '../drug/drug.entity';
import { existingDrug } from '../drug/drug.service';
import { Prescription } from '../prescription/prescription.entity';
import { Decoction, DecoctionPiece, DecoctionStatus } from './decoction.entity';
import { DecoctionFilter, DecoctionInput } from './decoction.inputs';
import { DecoctionEvent } from './decoction-event.entity';
import { steppers } from './decoction-rules';
import { findDecoctions } from './find-decoctions.service';
import { orderDecoction } from './order-decoction.service';
import { stepDecoction } from './step-decoction.service';

@ObjectType()
export class DecoctionConnection extends connectionOf(Decoction) {}

@Resolver(() => Decoction)
export class DecoctionResolver {
  @Authorized(...steppers)
  @Query(() => DecoctionConnection, {
    nullable: true,
    description:
      'Of sheets the viewer’s institution issued and, to a pharmacist, those it prepares. Open ones oldest first, then ended ones, newest first.',
  })
  decoctions(
    @Args(() => DecoctionFilter) filter: DecoctionFilter,
    @Ctx() context: PharmacyContext,
  ) {
    return findDecoctions(context, filter);
  }

  @Authorized('PHARMACIST')
  @Mutation(() => Decoction, {
    description:
      'By any member’s pharmacist who is handed the approved sheet. What the TCM pharmacy gets of it names nobody.',
  })
  orderDecoction(
    @Arg('input', () => DecoctionInput) input: DecoctionInput,
    @Ctx() context: PharmacyContext,
  ) {
    return orderDecoction(context, input);
  }

  @Authorized(...steppers)
  @Mutation(() => Decoction, {
    description:
      'Up to DELIVERED by the TCM pharmacy’s pharmacists, SIGNED by the clinic. REJECTED (TCM pharmacy) and CANCELLED (clinic) say why in the note.',
  })
  stepDecoction(
    @Arg('id', () => ID) id: string,
    @Arg('to', () => DecoctionStatus) to: DecoctionStatus,
    @Arg('machine', () => String, { nullable: true }) machine: string | null,
    @Arg('note', () => String, { nullable: true }) note: string | null,
    @Ctx() context: PharmacyContext,
  ) {
    return stepDecoction(context, id, { to, machine: machine ?? null, note: note ?? null });
  }

  @FieldResolver(() => [DecoctionEvent], { description: 'Every step, in order.' })
  events(@Root() { id }: Decoction, @Ctx() { decoctions }: PharmacyContext) {
    return decoctions.events.load(id);
  }
}

@Resolver(() => DecoctionPiece)
export class DecoctionPieceResolver {
  @FieldResolver(() => Drug)
  drug(@Root() { drugCode }: DecoctionPiece, @Ctx() context: PharmacyContext) {
    return existingDrug(context, drugCode);
  }
}

@Resolver(() => Prescription)
export class PrescriptionDecoctionResolver {
  @FieldResolver(() => Decoction, {
    nullable: true,
    description: 'Where a TCM pharmacy prepares its pieces; null where none was asked.',
  })
  decoction(@Root() { id }: Prescription, @Ctx() { decoctions }: PharmacyContext) {
    return decoctions.byPrescription.load(id);
  }
}
