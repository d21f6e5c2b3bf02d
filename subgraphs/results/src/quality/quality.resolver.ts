import { Arg, Authorized, Ctx, FieldResolver, ID, Resolver, Root } from 'type-graphql';
import type { ResultsContext } from '../context';
import { Institution } from '../stubs/institution.stub';
import { QualityRecord } from './quality.entity';

@Resolver(() => Institution)
export class InstitutionQualityResolver {
  @Authorized()
  @FieldResolver(() => [QualityRecord], {
    nullable: true,
    description: 'Passed quality assessments, newest first.',
  })
  async qualityRecords(
    @Root() { id }: Institution,
    @Arg('itemCode', () => ID, { nullable: true }) itemCode: string | undefined,
    @Ctx() { quality, items, instant }: ResultsContext,
  ): Promise<QualityRecord[]> {
    const records = (await quality.get(id))?.records ?? new Map<string, QualityRecord[]>();
    const wanted = itemCode ? (records.get(itemCode) ?? []) : [...records.values()].flat();
    return wanted
      .filter(({ passed }) => passed)
      .sort((one, other) => (one.validFrom < other.validFrom ? 1 : -1))
      .map((record) =>
        Object.assign(Object.create(QualityRecord.prototype) as QualityRecord, record, {
          item: items.laboratory(record.itemCode, true, null, instant),
        }),
      );
  }
}
