import { type DestinationStream, type Logger, pino } from 'pino';
import type { Env } from './env';

/** Header and field names that may hold a secret; a second fence, since nothing should log them in the first place. */
const SECRET_PATHS = [
  'token',
  'secret',
  'password',
  'cookie',
  'authorization',
  '*.token',
  '*.secret',
  '*.password',
  '*.cookie',
  '*.authorization',
];

/**
 * The log: JSON lines on standard output. It holds no content of journeys, no tokens, no cookies, no e-mail addresses (checks S38, P12).
 * @param destination for tests; standard output, written synchronously, when absent
 */
export const createLog = (env: Pick<Env, 'logLevel'>, destination?: DestinationStream): Logger =>
  pino(
    {
      level: env.logLevel,
      base: undefined,
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: { paths: SECRET_PATHS, censor: '[removed]' },
    },
    destination ?? pino.destination({ fd: 1, sync: true }),
  );
