import { checkOptionalText, checkText } from '@lianyi/shared/errors/check-text';
import { InvalidInput } from '@lianyi/shared/errors/domain-error';
import { ArgsType, Field, ID, InputType, Int } from 'type-graphql';
import {
  DecoctionForm,
  DecoctionServing,
  DecoctionStatus,
  PieceTreatment,
} from './decoction.entity';
import type { DecoctionRules } from './decoction-rules';

@InputType()
export class PieceTreatmentInput {
  @Field(() => ID)
  drugCode!: string;

  @Field(() => PieceTreatment)
  treatment!: PieceTreatment;
}

@InputType()
export class DecoctionInput {
  @Field(() => ID)
  prescriptionId!: string;

  @Field(() => ID, { description: 'A shared TCM pharmacy of the community.' })
  pharmacyInstitutionId!: string;

  @Field(() => DecoctionForm)
  form!: DecoctionForm;

  @Field(() => Int, { description: '付数' })
  doses!: number;

  @Field(() => Int)
  timesADay!: number;

  @Field(() => DecoctionServing)
  serving!: DecoctionServing;

  @Field(() => Int, {
    nullable: true,
    description: 'Of all doses, as many of each; given where it is decocted, and only there.',
  })
  bags?: number | null;

  @Field(() => Int, { nullable: true, description: 'Millilitres; likewise.' })
  volumePerBag?: number | null;

  @Field(() => [PieceTreatmentInput], { nullable: true })
  treatments?: PieceTreatmentInput[] | null;

  @Field(() => String, { nullable: true, description: 'To the TCM pharmacy. It names nobody.' })
  note?: string | null;

  @Field(() => String, { description: 'Same key, same order.' })
  idempotencyKey!: string;
}

@ArgsType()
export class DecoctionFilter {
  @Field(() => DecoctionStatus, { nullable: true })
  status?: DecoctionStatus | null;

  @Field(() => Int, { nullable: true })
  first?: number | null;

  @Field(() => String, { nullable: true })
  after?: string | null;
}

/** Refuses an order that cannot be, whatever the sheet says. Names the field. */
export function checkDecoction(input: DecoctionInput, rules: DecoctionRules) {
  const { doses, idempotencyKey, note, pharmacyInstitutionId, timesADay } = input;
  checkText('prescriptionId', input.prescriptionId, { characters: 36 });
  checkText('idempotencyKey', idempotencyKey, { characters: 100 });
  checkOptionalText('note', note, { characters: 500 });
  if (!rules.pharmacies.includes(pharmacyInstitutionId))
    throw new InvalidInput('pharmacyInstitutionId', 'is no shared TCM pharmacy.');
  checkRange('doses', doses, 1, rules.mostDoses);
  checkRange('timesADay', timesADay, 1, rules.mostTimesADay);
  if (input.form === DecoctionForm.PIECES) checkNoBags(input);
  else checkBags(input, rules);
}

function checkNoBags({ bags, volumePerBag }: DecoctionInput) {
  const cause = 'must not be given: pieces that are not decocted fill no bags.';
  if (bags != null) throw new InvalidInput('bags', cause);
  if (volumePerBag != null) throw new InvalidInput('volumePerBag', cause);
}

function checkBags({ bags, doses, volumePerBag }: DecoctionInput, rules: DecoctionRules) {
  if (bags == null) throw new InvalidInput('bags', 'must be given: it is to be decocted.');
  if (volumePerBag == null)
    throw new InvalidInput('volumePerBag', 'must be given: it is to be decocted.');
  checkRange('bags', bags, 1, rules.mostBags);
  if (bags % doses !== 0)
    throw new InvalidInput('bags', `must be as many of each of the ${doses} doses.`);
  checkRange('volumePerBag', volumePerBag, rules.leastVolume, rules.mostVolume);
}

function checkRange(field: string, count: number, least: number, most: number) {
  if (count < least || count > most)
    throw new InvalidInput(field, `must be from ${least} to ${most}.`);
}
