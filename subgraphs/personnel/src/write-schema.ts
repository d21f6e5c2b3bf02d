import 'reflect-metadata';
import { writeSchema } from '@lianyi/shared/graphql/write-schema';
import { buildPersonnelSchema } from './schema';

writeSchema(buildPersonnelSchema().typeDefs);
