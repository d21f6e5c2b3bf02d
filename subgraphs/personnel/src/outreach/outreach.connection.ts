import { connectionOf } from '@lianyi/shared/graphql/page';
import { ObjectType } from 'type-graphql';
import { OutreachVisit } from './outreach-visit.entity';

@ObjectType()
export class OutreachVisitConnection extends connectionOf(OutreachVisit) {}
