import { placeholders } from '@lianyi/shared/database/select-rows';
import { SERVICE } from '@lianyi/shared/graphql/auth-checker';
import {
  Arg,
  Authorized,
  Ctx,
  Directive,
  Field,
  ID,
  ObjectType,
  Query,
  Resolver,
} from 'type-graphql';
import type { ResultsContext } from '../context';

/** What another part needs to send a report along: nothing of what stands in it. */
@ObjectType()
@Directive('@inaccessible')
export class ReportSubject {
  @Field(() => ID)
  id!: string;

  @Field(() => String, { description: 'LAB or EXAM.' })
  kind!: 'LAB' | 'EXAM';

  @Field(() => ID)
  patientId!: string;
}

const tables = [
  ['LAB', 'lab_report'],
  ['EXAM', 'exam_report'],
] as const;

@Resolver()
export class ReportSubjectResolver {
  @Authorized(SERVICE)
  @Directive('@inaccessible')
  @Query(() => [ReportSubject], {
    description: 'Of which patient each report is; ids that are no report are left out.',
  })
  async reportSubjects(
    @Arg('ids', () => [ID]) ids: string[],
    @Ctx() { manager }: ResultsContext,
  ): Promise<ReportSubject[]> {
    if (ids.length === 0) return [];
    const select = tables.map(
      ([kind, table]) =>
        `SELECT \`id\` AS \`id\`, '${kind}' AS \`kind\`, \`patientId\` AS \`patientId\` FROM \`${table}\` WHERE \`id\` IN (${placeholders(ids)})`,
    );
    return manager.query(select.join(' UNION ALL '), [...ids, ...ids]);
  }
}
