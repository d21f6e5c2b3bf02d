import 'reflect-metadata';
import { writeSchema } from '@lianyi/shared/graphql/write-schema';
import { buildPharmacySchema } from './schema';

writeSchema(buildPharmacySchema().typeDefs);
