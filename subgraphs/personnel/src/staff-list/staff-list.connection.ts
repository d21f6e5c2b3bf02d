import { connectionOf } from '@lianyi/shared/graphql/page';
import { ObjectType } from 'type-graphql';
import { StaffList } from './staff-list.entity';
import { StaffListLine } from './staff-list-line.entity';

@ObjectType()
export class StaffListConnection extends connectionOf(StaffList) {}

@ObjectType()
export class StaffDifferenceConnection extends connectionOf(StaffListLine) {}
