import { beforeEach } from 'vitest';
import { createPostgres, hasPostgres } from './postgres';

/** What a server can keep its journeys in, here: SQLite always, PostgreSQL where one answers. */
export const databaseKinds = async (): Promise<readonly string[]> =>
  (await hasPostgres()) ? ['SQLite', 'PostgreSQL'] : ['SQLite'];

/** Gives each test of this suite a fresh database of that kind; `use` is told its address, `undefined` for a file of the test's own. */
export function onDatabase(kind: string, use: (postgresUrl: string | undefined) => void): void {
  beforeEach(async () => {
    if (kind === 'SQLite') return;
    const { url, drop } = await createPostgres();
    use(url);
    return async () => {
      use(undefined);
      await drop();
    };
  });
}
