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
 * An error as it may be logged: kind, message, place, cause; no other properties. Prisma quotes the whole query with its values, which is
 * content, in message and stack; its last paragraph says what was wrong.
 */
function serializeError(error: unknown): unknown {
  if (!(error instanceof Error)) return { type: typeof error };
  const { name, message, stack = '', cause } = error;
  const isPrisma = name.startsWith('PrismaClient');
  const code = (error as NodeJS.ErrnoException).code;
  return {
    type: name,
    message: isPrisma ? message.split(/\n\s*\n/).at(-1) : message,
    stack: isPrisma ? frames(stack) : stack,
    ...(typeof code === 'string' && { code }),
    ...(cause !== undefined && { cause: serializeError(cause) }),
  };
}

const frames = (stack: string): string =>
  stack
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .join('\n');

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
      serializers: { err: serializeError },
      redact: { paths: SECRET_PATHS, censor: '[removed]' },
    },
    destination ?? pino.destination({ fd: 1, sync: true }),
  );
