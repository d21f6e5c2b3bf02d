import type { Access } from '@lianyi/shared/access/access';
import { CalendarDay } from '@lianyi/shared/graphql/scalars';
import { Directive, Field, ID, Int, ObjectType } from 'type-graphql';
import type { AccessPolicy, ViewerRule } from '../policy/access-policy';
import { Gender, type PatientRow } from './patient.entity';
import { ageOn, maskName, maskPhone, townshipOf } from './patient.mask';

/** How much of a patient's numbers a viewer sees. */
export type NumberView = 'FULL' | 'MASKED' | 'HIDDEN';

/** What leaves of a patient: masked for the viewer it was made for. */
@ObjectType({ description: 'A person of the county’s index.' })
@Directive('@key(fields: "id")')
export class Patient {
  @Field(() => ID)
  id!: string;

  @Field(() => String)
  name!: string;

  @Field(() => Gender)
  gender!: Gender;

  @Field(() => CalendarDay, { nullable: true })
  birthDate!: string | null;

  @Field(() => Int, { nullable: true })
  age!: number | null;

  /** Opened where it is asked for. */
  sealedPhone!: string | null;

  @Field(() => String, { nullable: true })
  address!: string | null;

  @Field(() => [ID], {
    description:
      'Ids of all records of this person, this one first: more than one where records were merged. Any of them names her.',
  })
  recordIds!: readonly string[];

  numbers!: NumberView;
}

export interface ViewOptions {
  readonly policy: AccessPolicy;
  readonly rule: ViewerRule;
  /** Calendar day in Asia/Shanghai. */
  readonly today: string;
}

/**
 * A row as its viewer may see it. Without access (a search hit): name, sex, age. A platform
 * whose scope does not identify: neither name nor contact nor day of birth. Phone and address
 * in full, as the numbers, only to those who take part in the care.
 */
export function showPatient(
  row: PatientRow,
  recordIds: readonly string[],
  access: Access | null,
  options: ViewOptions,
): Patient {
  const numbers = numberView(access, options);
  const known = access?.identified ?? false;
  const anonymous = access !== null && !access.identified;
  return Object.assign(new Patient(), {
    id: row.id,
    name: anonymous ? maskName(row.name) : row.name,
    gender: row.gender,
    birthDate: known ? row.birthDate : null,
    age: ageOn(row.birthDate, options.today),
    sealedPhone: known ? row.sealedPhone : null,
    address: known ? showAddress(row, numbers) : null,
    numbers,
    recordIds,
  });
}

function numberView(access: Access | null, { policy, rule }: ViewOptions): NumberView {
  if (access === null) return 'MASKED';
  if (!access.identified) return 'HIDDEN';
  return rule.identifiersInFull && policy.isCare(access.basis) ? 'FULL' : 'MASKED';
}

/** The phone as the viewer of a patient may see it. */
export function showPhone({ sealedPhone, numbers }: Patient, open: (sealed: string) => string) {
  if (sealedPhone === null) return null;
  const phone = open(sealedPhone);
  return numbers === 'FULL' ? phone : maskPhone(phone);
}

const showAddress = ({ address }: PatientRow, numbers: NumberView) =>
  address === null || numbers === 'FULL' ? address : townshipOf(address);
