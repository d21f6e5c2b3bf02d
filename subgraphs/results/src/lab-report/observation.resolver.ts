import { InvalidInput } from '@lianyi/shared/errors/domain-error';
import { PeriodInput } from '@lianyi/shared/graphql/period';
import { startOfShanghaiDay } from '@lianyi/shared/time/shanghai-day';
import {
  Arg,
  Authorized,
  Ctx,
  FieldResolver,
  Float,
  ID,
  Resolver,
  Root,
  registerEnumType,
} from 'type-graphql';
import type { ResultsContext } from '../context';
import { issuesOf, readingIssues } from '../observation/reading-issue';
import { Recognition } from '../recognition/recognition.entity';
import { readers, scopeOf } from '../report/report.access';
import { Patient } from '../stubs/patient.stub';
import { itemLimitOf, itemNumberOf } from './item-measure';
import { Observation } from './observation.entity';

const ReadingIssueEnum = Object.fromEntries(readingIssues.map((one) => [one, one]));
registerEnumType(ReadingIssueEnum, { name: 'ReadingIssue' });

@Resolver(() => Observation)
export class ObservationResolver {
  @FieldResolver(() => [ReadingIssueEnum], {
    description:
      'What stands against reading the value as it was printed; empty where nothing does.',
  })
  readingIssues(@Root() observation: Observation, @Ctx() { catalogue }: ResultsContext) {
    return issuesOf(observation, observation.report, catalogue);
  }

  @FieldResolver(() => Float, {
    nullable: true,
    description:
      '`number` in the item’s unit: what a chart draws. Null for text, and where the unit cannot be compared.',
  })
  itemNumber(@Root() observation: Observation, @Ctx() { catalogue }: ResultsContext) {
    return itemNumberOf(observation, catalogue);
  }

  @FieldResolver(() => Float, {
    nullable: true,
    description: 'The lower limit of `referenceRange` in the item’s unit; null where it has none.',
  })
  itemReferenceLow(@Root() observation: Observation, @Ctx() { catalogue }: ResultsContext) {
    return itemLimitOf(observation, 'low', catalogue);
  }

  @FieldResolver(() => Float, {
    nullable: true,
    description: 'The upper limit of `referenceRange` in the item’s unit; null where it has none.',
  })
  itemReferenceHigh(@Root() observation: Observation, @Ctx() { catalogue }: ResultsContext) {
    return itemLimitOf(observation, 'high', catalogue);
  }

  @FieldResolver(() => Recognition, {
    description:
      'Whether the institution `at` (the viewer’s own where null) may rely on this result instead of repeating the test. With `asOf`: what was shown at that moment.',
  })
  recognition(
    @Root() observation: Observation,
    @Arg('at', () => ID, { nullable: true }) at: string | undefined,
    @Arg('asOf', () => Date, { nullable: true }) asOf: Date | undefined,
    @Ctx() { recall, verdicts }: ResultsContext,
  ) {
    return asOf == null
      ? verdicts.of(observation.report, observation, at ?? null)
      : recall.ofObservation(observation, at ?? null, asOf);
  }
}

@Resolver(() => Patient)
export class PatientTrendResolver {
  @Authorized(...readers)
  @FieldResolver(() => [Observation], {
    nullable: true,
    description:
      'One item over time, oldest first: what a chart draws, by `itemNumber`. At most 500, the newest.',
  })
  async trend(
    @Root() { id }: Patient,
    @Arg('itemCode', () => ID) itemCode: string,
    @Arg('period', () => PeriodInput, { nullable: true }) period: PeriodInput | undefined,
    @Ctx() { access, trends, viewer }: ResultsContext,
  ) {
    if (period && period.end < period.start)
      throw new InvalidInput('period', 'ends before it starts.');
    const scope = scopeOf(await access.require(id), viewer);
    const from = period ? startOfShanghaiDay(period.start) : null;
    const before = period ? startOfShanghaiDay(period.end, 1) : null;
    return trends(id, { itemCode, from, before, scope });
  }
}
