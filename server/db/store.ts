import type { Config } from '../config/config.ts';
import type { OpenDatabase } from './database.ts';
import { migrate } from './migrate.ts';
import { openDatabase } from './open.ts';

/** Opens the database of a configuration, its schema up to date. */
export async function openStore(config: Config): Promise<OpenDatabase> {
  const database = await openDatabase(
    config.databaseUrl === null ? { folder: config.dataFolder } : { url: config.databaseUrl },
  );
  try {
    await migrate(database.db);
    return database;
  } catch (error) {
    await database.close();
    throw error;
  }
}
