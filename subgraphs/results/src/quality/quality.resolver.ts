import { Arg, Authorized, Ctx, FieldResolver, ID, Mutation, Resolver, Root } from 'type-graphql';
import type { ResultsContext } from '../context';
import { Institution } from '../stubs/institution.stub';
import { QualityRecord } from './quality.entity';
import { QualityRecordInput } from './quality.inputs';
import { recordQuality, withdrawQuality } from './record-quality.service';

@Resolver(() => Institution)
export class InstitutionQualityResolver {
  @Authorized()
  @FieldResolver(() => [QualityRecord], {
    nullable: true,
    description: 'Passed quality assessments, with `failed` all of them, newest first.',
  })
  async qualityRecords(
    @Root() { id }: Institution,
    @Arg('itemCode', () => ID, { nullable: true }) itemCode: string | undefined,
    @Arg('failed', () => Boolean, { nullable: true }) failed: boolean | undefined,
    @Ctx() { quality, items, instant }: ResultsContext,
  ): Promise<QualityRecord[]> {
    const records = (await quality.get(id))?.records ?? new Map<string, QualityRecord[]>();
    const wanted = itemCode ? (records.get(itemCode) ?? []) : [...records.values()].flat();
    return wanted
      .filter(({ passed }) => passed || failed)
      .sort((one, other) => (one.validFrom < other.validFrom ? 1 : -1))
      .map((record) => withItem(record, { items, instant }));
  }
}

/** What the process keeps is nobody's to write on: a copy, with the item of the day. */
const withItem = (
  record: QualityRecord,
  { items, instant }: Pick<ResultsContext, 'items' | 'instant'>,
) =>
  Object.assign(Object.create(QualityRecord.prototype) as QualityRecord, record, {
    item: items.laboratory(record.itemCode, true, null, instant),
  });

@Resolver()
export class QualityWritingResolver {
  @Authorized('QUALITY_MANAGER')
  @Mutation(() => QualityRecord, {
    description:
      'Enters a round of external assessment. Of several rounds of one mark the latest in force decides; the same round again is the same answer, with another outcome it is refused until the first is withdrawn.',
  })
  async recordQuality(
    @Arg('input', () => QualityRecordInput) input: QualityRecordInput,
    @Ctx() context: ResultsContext,
  ) {
    return withItem(await recordQuality(context, input), context);
  }

  @Authorized('QUALITY_MANAGER')
  @Mutation(() => QualityRecord, {
    description: 'Takes back a round that was entered wrongly. It stays, and counts no more.',
  })
  async withdrawQuality(
    @Arg('id', () => ID) id: string,
    @Arg('reason', () => String) reason: string,
    @Ctx() context: ResultsContext,
  ) {
    return withItem(await withdrawQuality(context, id, reason), context);
  }
}
