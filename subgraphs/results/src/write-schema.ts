import 'reflect-metadata';
import { writeSchema } from '@lianyi/shared/graphql/write-schema';
import { buildResultsSchema } from './schema';

writeSchema(buildResultsSchema().typeDefs);
