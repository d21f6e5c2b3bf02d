import type { DatabaseOptions } from '@lianyi/shared/database/open-database';

/** In the order they are run: by the time at the end of their names. */
export const migrationsInOrder = (migrations: DatabaseOptions['migrations']) =>
  Object.values(migrations)
    .filter((migration) => typeof migration === 'function')
    .sort((one, other) => timeOf(one) - timeOf(other));

const timeOf = ({ name }: { name: string }) => Number(name.slice(-13));
