import { connectionOf } from '@lianyi/shared/graphql/page';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { ResultItem } from '../result-item/result-item.entity';
import { Institution } from '../stubs/institution.stub';
import { LocalCodeKindEnum } from './code-mapping.entity';
import type { LocalCodeKind } from './local-code';

@ObjectType({ description: 'A value as it was printed; free text is left out.' })
export class PrintedExample {
  @Field(() => String, { nullable: true })
  value!: string | null;

  @Field(() => String, { nullable: true })
  unit!: string | null;

  @Field(() => String, { nullable: true })
  referenceRange!: string | null;
}

@ObjectType({
  description: 'A code or unit of an institution that arrived and stands for nothing yet.',
})
export class UnmappedCode {
  @Field(() => ID)
  id!: string;

  @Field(() => Institution, { nullable: true })
  institution!: Institution;

  @Field(() => LocalCodeKindEnum)
  kind!: LocalCodeKind;

  @Field(() => String, { description: 'The code, or the unit, as it was printed.' })
  printed!: string;

  @Field(() => String, {
    nullable: true,
    description: 'The name that was printed beside it first.',
  })
  name!: string | null;

  @Field(() => ResultItem, {
    nullable: true,
    description: 'Of a unit: the item it was printed for first.',
  })
  item!: ResultItem | null;

  @Field(() => Int, { description: 'Values, or exam reports, that came with it.' })
  occurrences!: number;

  @Field(() => Date)
  firstSeenAt!: Date;

  @Field(() => Date)
  lastSeenAt!: Date;

  @Field(() => PrintedExample)
  example!: PrintedExample;
}

@ObjectType()
export class UnmappedCodeConnection extends connectionOf(UnmappedCode) {}

@ObjectType({ description: 'What a code or unit of an institution stands for, and who said so.' })
export class LocalCodeMapping {
  @Field(() => ID)
  id!: string;

  @Field(() => Institution, { nullable: true })
  institution!: Institution;

  @Field(() => LocalCodeKindEnum)
  kind!: LocalCodeKind;

  @Field(() => String)
  printed!: string;

  @Field(() => ResultItem, { nullable: true, description: 'Of a code.' })
  item!: ResultItem | null;

  @Field(() => String, {
    nullable: true,
    description: 'Of a unit; of a code the unit meant where a result comes without one. UCUM.',
  })
  ucumUnit!: string | null;

  @Field(() => String)
  mappedBy!: string;

  @Field(() => Date)
  mappedAt!: Date;
}

@ObjectType()
export class LocalCodeMappingConnection extends connectionOf(LocalCodeMapping) {}
