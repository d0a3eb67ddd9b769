import { type DatabaseProblem, databaseProblem } from '../problem';

/** Host, port and name of a database, as messages call it; never the user or the password. */
export function labelOf(url: string): string {
  const { host, pathname, searchParams } = new URL(url);
  return `${host || searchParams.get('host') || 'localhost'}${decodeURIComponent(pathname)}`;
}

const codeOf = (cause: unknown): string => String((cause as { code?: unknown } | null)?.code ?? '');

/** Why there is no connection, as a sentence for whoever starts the server. */
export function cannotConnect(database: string, cause: unknown): DatabaseProblem {
  const [english, dutch] = reasons[codeOf(cause)] ?? reasons.unreachable;
  return databaseProblem(database, english, dutch, cause);
}

const login = [
  'refuses the user name or password of DATABASE_URL; correct them, or the access rules of PostgreSQL',
  'weigert de gebruikersnaam of het wachtwoord van DATABASE_URL; verbeter die, of de toegangsregels van PostgreSQL',
] as const;

const reasons: { readonly [code: string]: readonly [string, string]; readonly unreachable: readonly [string, string] } =
  {
    unreachable: [
      'does not answer; start PostgreSQL, or correct DATABASE_URL',
      'antwoordt niet; start PostgreSQL, of verbeter DATABASE_URL',
    ],
    // https://www.postgresql.org/docs/current/errcodes-appendix.html
    '3D000': [
      'does not exist; make it with createdb, or correct DATABASE_URL',
      'bestaat niet; maak hem met createdb, of verbeter DATABASE_URL',
    ],
    '28000': login,
    '28P01': login,
    '53300': [
      'has no connection left; raise max_connections of PostgreSQL, or stop what uses them',
      'heeft geen verbinding meer over; verhoog max_connections van PostgreSQL, of stop wat ze gebruikt',
    ],
    '57P03': [
      'is starting up or shutting down; try again in a moment',
      'is aan het starten of stoppen; probeer het zo nog eens',
    ],
  };

/** A right that the user of DATABASE_URL lacks; `null` for any other failure. */
export function lacksRight(database: string, cause: unknown): DatabaseProblem | null {
  if (!['42501', '3F000'].includes(codeOf(cause))) return null;
  return databaseProblem(
    database,
    'does not let the user of DATABASE_URL make or read tables; make that user its owner',
    'laat de gebruiker van DATABASE_URL geen tabellen maken of lezen; maak die gebruiker eigenaar',
    cause,
  );
}
