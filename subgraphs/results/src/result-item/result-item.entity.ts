import { Directive, Field, Float, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { type ItemCategory, itemCategories } from '../catalogue/item';

export const ItemCategoryEnum = Object.fromEntries(itemCategories.map((one) => [one, one]));
registerEnumType(ItemCategoryEnum, { name: 'ItemCategory' });

/** An item as clients see it; its rows are the catalogue's data files. */
@ObjectType({
  description:
    'One item of the county’s catalogue. Laboratory items use their LOINC code as code where one exists; exam items MODALITY-BODYPART[-CONTRAST].',
})
@Directive('@key(fields: "code")')
export class ResultItem {
  @Field(() => ID)
  code!: string;

  @Field(() => String)
  name!: string;

  @Field(() => ItemCategoryEnum)
  category!: ItemCategory;

  @Field(() => String, { nullable: true, description: 'UCUM' })
  unit!: string | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Days from sampling or exam; null: never recognised by rule.',
  })
  windowDays!: number | null;

  @Field(() => Float, { nullable: true })
  price!: number | null;

  @Field(() => String, { nullable: true, description: 'LOINC, where one exists.' })
  loinc!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Class of items that share a window, such as CBC; null outside the catalogue.',
  })
  group!: string | null;

  @Field(() => Boolean, {
    description: 'Shown only on a basis other than platform scope, such as HIV.',
  })
  sensitive!: boolean;
}
