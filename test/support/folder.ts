import { dirname } from 'node:path';

/** This part's folder, for sources and for what they are compiled to. */
export const testFolder = dirname(require.resolve('@lianyi/test/package.json'));
