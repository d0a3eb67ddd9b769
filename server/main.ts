import { type App, type AppOptions, createApp } from './app';
import { DatabaseProblem } from './db/problem';
import { BadConfiguration, envOfProcess } from './env';

/** Longest wait between a stop signal and the end of the process. */
const STOP_MS = 4_500;

/**
 * Starts the server of this process and keeps it until a stop signal. A start that cannot work ends the process with one plain
 * message and exit code 1.
 * @returns the address to open
 */
export async function main(options: AppOptions = {}): Promise<string> {
  // What we write is for this user only, also in a data folder that was made by somebody else.
  process.umask(0o077);
  try {
    const app = await createApp(envOfProcess(), options);
    stopOnSignals(app);
    stopOnSurprises(app);
    return await app.listen();
  } catch (cause) {
    process.stderr.write(`\n${explain(cause)}\n`);
    process.exit(1);
  }
}

function stopOnSignals(app: App): void {
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
    process.once(signal, () => {
      app.context.log.info({ signal }, 'stopping');
      void stop(app, 0);
    });
  }
}

/** After a surprise that nothing caught, nobody knows what state we are in: store what was received, and let a fresh process take over. */
function stopOnSurprises(app: App): void {
  const last = (error: unknown): void => {
    app.context.log.fatal({ err: error }, 'unexpected error, stopping');
    void stop(app, 1);
  };
  process.once('uncaughtException', last);
  process.once('unhandledRejection', last);
}

async function stop(app: App, code: number): Promise<void> {
  const force = setTimeout(() => process.exit(1), STOP_MS);
  await app.close().catch((error: unknown) => {
    app.context.log.error({ err: error }, 'stopping did not go well');
    process.exitCode = 1;
  });
  clearTimeout(force);
  process.exit(process.exitCode ?? code);
}

function explain(cause: unknown): string {
  if (cause instanceof DatabaseProblem || cause instanceof BadConfiguration) return cause.message;
  const code = (cause as NodeJS.ErrnoException | null)?.code;
  if (code === 'EADDRINUSE')
    return 'The port is already in use. Stop the other program, or set PORT to another number.';
  if (code === 'EACCES')
    return 'This user may not use that port or folder. Set PORT above 1023, or DATA_DIR to a folder of its own.';
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') return 'HOST is not an address of this machine.';
  return `The server cannot start: ${cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)}`;
}
