import 'reflect-metadata';
import { writeSchema } from '@lianyi/shared/graphql/write-schema';
import { buildReferralsSchema } from './schema';

writeSchema(buildReferralsSchema().typeDefs);
