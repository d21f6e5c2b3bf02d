import { connectionOf } from '@lianyi/shared/graphql/page';
import { ObjectType } from 'type-graphql';
import { TrainingPlacement } from './training-placement.entity';

@ObjectType()
export class TrainingPlacementConnection extends connectionOf(TrainingPlacement) {}
