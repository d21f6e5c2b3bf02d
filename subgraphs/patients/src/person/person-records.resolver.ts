import { groupBy } from '@lianyi/shared/collections/group-by';
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
import { askedPatients } from '../access/asked-patients';
import { personsSql } from '../access/find-bases';
import type { PatientsContext } from '../context';

/** A question names at most so many patients: a step of who looks for repeated tests. */
const mostPatients = 200;

@ObjectType({ description: 'The records of one person, as parts ask one another.' })
@Directive('@inaccessible')
export class PersonRecords {
  @Field(() => ID)
  patientId!: string;

  @Field(() => [ID], { description: 'The one asked about among them.' })
  recordIds!: string[];
}

@Resolver(() => PersonRecords)
export class PersonRecordsResolver {
  @Authorized(SERVICE)
  @Directive('@inaccessible')
  @Query(() => [PersonRecords], {
    description: 'Of those whose person has several records; every other record stands alone.',
  })
  async personRecords(
    @Arg('patientIds', () => [ID]) patientIds: string[],
    @Ctx() { manager }: PatientsContext,
  ): Promise<PersonRecords[]> {
    const asked = askedPatients(patientIds, mostPatients);
    if (asked.length === 0) return [];
    const sql = `${personsSql(asked)} SELECT \`askedId\`, \`recordId\` FROM \`asked\``;
    const rows: { askedId: string; recordId: string }[] = await manager.query(sql, asked);
    return [...groupBy(rows, ({ askedId }) => askedId)]
      .filter(([, records]) => records.length > 1)
      .map(([patientId, records]) => ({
        patientId,
        recordIds: records.map(({ recordId }) => recordId).sort(),
      }));
  }
}
