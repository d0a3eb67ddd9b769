import { Client, type ClientBase, type ClientConfig, Pool } from 'pg';

/**
 * Longest wait for an answer, in milliseconds: first the server gives up, so that it says why; when it says nothing at all, so do we.
 * A paused or unreachable server must not hold people's edits for longer than a retry.
 */
const STATEMENT_MS = 5_000;
const SILENCE_MS = 6_000;
/** A server that lost us in the middle of a transaction lets go of its locks after this. */
const ABANDONED_MS = 12_000;

type Ask = (...args: unknown[]) => unknown;

/**
 * The driver's client, which hangs up on a server that does not answer. The driver by itself reports the silence and keeps the
 * connection, in which the next query then waits behind the lost one, for as long as the network takes to find out.
 */
class ImpatientClient extends Client {
  constructor(config?: string | ClientConfig) {
    super(config);
    const ask = this.query.bind(this) as Ask;
    const patient: Ask = (...args) => {
      const callback = args.at(-1);
      if (typeof callback === 'function')
        args[args.length - 1] = (error: unknown, result: unknown) => {
          this.hangUpOn(error);
          callback(error, result);
        };
      const answer = ask(...args);
      if (answer instanceof Promise) answer.catch((error: unknown) => this.hangUpOn(error));
      return answer;
    };
    this.query = patient as Client['query'];
  }

  private hangUpOn(error: unknown): void {
    if (error instanceof Error && error.message === 'Query read timeout') this.connection.stream.destroy();
  }
}

/**
 * Connections to one database.
 * @param url `postgresql://…`
 * @param max how many at most
 */
export function createPool(url: string, max: number): Pool {
  const pool = new Pool({
    Client: ImpatientClient,
    connectionString: url,
    max,
    application_name: 'reisgezel',
    connectionTimeoutMillis: STATEMENT_MS,
    query_timeout: SILENCE_MS,
    statement_timeout: STATEMENT_MS,
    idle_in_transaction_session_timeout: ABANDONED_MS,
    keepAlive: true,
    onConnect: prepare,
  });
  // A connection that breaks while nobody uses it; whoever asks next gets a new one.
  pool.on('error', () => undefined);
  return pool;
}

/**
 * Settings of a connection, before anybody gets it. A commit waits for the disk also where the server was told not to: "stored before
 * seen" rests on it. Stricter settings of the server, such as waiting for a replica, stay.
 */
async function prepare(client: ClientBase): Promise<void> {
  await client.query(
    `SELECT set_config('TimeZone', 'UTC', false), CASE WHEN current_setting('synchronous_commit') = 'off' THEN set_config('synchronous_commit', 'on', false) END`,
  );
}
