import { connectionOf } from '@lianyi/shared/graphql/page';
import { ObjectType } from 'type-graphql';
import { Practitioner } from './practitioner.entity';

@ObjectType()
export class PractitionerConnection extends connectionOf(Practitioner) {}
