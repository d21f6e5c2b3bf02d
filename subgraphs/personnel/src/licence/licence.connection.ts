import { connectionOf } from '@lianyi/shared/graphql/page';
import { ObjectType } from 'type-graphql';
import { Licence } from './licence.entity';

@ObjectType()
export class LicenceConnection extends connectionOf(Licence) {}
