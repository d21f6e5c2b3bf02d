import { connectionOf } from '@lianyi/shared/graphql/page';
import {
  Arg,
  Authorized,
  Ctx,
  FieldResolver,
  ID,
  Int,
  Mutation,
  ObjectType,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import type { ResultsContext } from '../context';
import { claimers, readers } from '../diagnostic-request/diagnostic-request.access';
import { DiagnosticRequest } from '../diagnostic-request/diagnostic-request.entity';
import { askSecondReading } from './ask-reading.service';
import { openSecondReadings } from './reading-worklist.service';
import { recordSecondReading } from './record-reading.service';
import { SecondReading, SecondReadingOutcome } from './second-reading.entity';

@ObjectType()
export class SecondReadingConnection extends connectionOf(SecondReading) {}

@Resolver(() => SecondReading)
export class SecondReadingResolver {
  @Authorized(...claimers)
  @Query(() => SecondReadingConnection, {
    nullable: true,
    description:
      'What the viewer’s institution is asked to read again and has not, oldest first. A page may hold fewer than asked for.',
  })
  secondReadings(
    @Arg('first', () => Int, { nullable: true }) first: number | undefined,
    @Arg('after', () => String, { nullable: true }) after: string | undefined,
    @Ctx() context: ResultsContext,
  ) {
    return openSecondReadings(context, first, after);
  }

  @Authorized(...readers)
  @Mutation(() => SecondReading, {
    description:
      'Asks a second person, at the same centre or another, to read what was reported. Asked again it is the same.',
  })
  askSecondReading(
    @Arg('requestId', () => ID) requestId: string,
    @Arg('centerId', () => ID) centerId: string,
    @Ctx() context: ResultsContext,
  ) {
    return askSecondReading(context, requestId, centerId);
  }

  @Authorized(...claimers)
  @Mutation(() => SecondReading, {
    description: 'What another person than the first reader reads. The report stays as it is.',
  })
  recordSecondReading(
    @Arg('id', () => ID) id: string,
    @Arg('outcome', () => SecondReadingOutcome) outcome: SecondReadingOutcome,
    @Arg('conclusion', () => String) conclusion: string,
    @Ctx() context: ResultsContext,
  ) {
    return recordSecondReading(context, id, { outcome, conclusion });
  }

  @FieldResolver(() => DiagnosticRequest)
  request(@Root() { requestId }: SecondReading, @Ctx() { secondReadings }: ResultsContext) {
    return secondReadings.requests.load(requestId);
  }
}

@Resolver(() => DiagnosticRequest)
export class RequestSecondReadingsResolver {
  @FieldResolver(() => [SecondReading], { description: 'As they were asked for.' })
  secondReadings(@Root() { id }: DiagnosticRequest, @Ctx() { secondReadings }: ResultsContext) {
    return secondReadings.byRequest.load(id);
  }
}
