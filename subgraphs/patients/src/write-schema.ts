import 'reflect-metadata';
import { writeSchema } from '@lianyi/shared/graphql/write-schema';
import { buildPatientsSchema } from './schema';

writeSchema(buildPatientsSchema().typeDefs);
