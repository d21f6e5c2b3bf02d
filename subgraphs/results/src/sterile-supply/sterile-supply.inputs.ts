import { checkText } from '@lianyi/shared/errors/check-text';
import { InvalidInput } from '@lianyi/shared/errors/domain-error';
import { Field, ID, InputType, Int } from 'type-graphql';
import type { Urgency } from '../diagnostic-request/diagnosis-words';
import { UrgencyEnum } from '../diagnostic-request/diagnostic-request.entity';

@InputType()
export class SterileSupplyInput {
  @Field(() => ID)
  centerId!: string;

  @Field(() => String, { description: 'The sender’s own id: the same one twice is one request.' })
  sourceId!: string;

  @Field(() => String)
  pack!: string;

  @Field(() => Int)
  quantity!: number;

  @Field(() => UrgencyEnum, { nullable: true, description: 'ROUTINE where nothing is said.' })
  urgency?: Urgency | null;
}

const mostPacks = 10_000;

export function checkSterileSupply({ centerId, sourceId, pack, quantity }: SterileSupplyInput) {
  checkText('centerId', centerId, { characters: 36 });
  checkText('sourceId', sourceId, { characters: 100 });
  checkText('pack', pack, { characters: 100 });
  checkQuantity(quantity);
}

export function checkQuantity(quantity: number) {
  if (quantity < 1 || quantity > mostPacks)
    throw new InvalidInput('quantity', `must be from 1 to ${mostPacks}.`);
}

export const checkLoadNumber = (loadNumber: string) =>
  checkText('loadNumber', loadNumber, { characters: 60 });
