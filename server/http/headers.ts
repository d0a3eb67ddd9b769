import { randomBytes } from 'node:crypto';

/** What the headers of one response depend on. */
export type HeaderContext = {
  /** Our own origin as the visitor sees it, e.g. `https://reis.example.org`. */
  readonly origin: string;
  /** A fresh value for each response, from {@link newNonce}. */
  readonly nonce: string;
  /** Development: the bundler's hot reload evaluates code, and its error screen writes styles. */
  readonly dev: boolean;
};

/** 128 random bits, as the content security policy wants them. */
export const newNonce = (): string => randomBytes(16).toString('base64');

/**
 * The content security policy (check S24). Scripts run only with the nonce of this very response, and what those load. Style
 * *attributes* are allowed, because the board places stations with them and React Aria measures with them; they cannot run code, and style elements still
 * need the nonce.
 */
export function contentSecurityPolicy({ origin, nonce, dev }: HeaderContext): string {
  const socket = origin.replace(/^http/, 'ws');
  const directives = [
    `default-src 'self'`,
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${dev ? ` 'unsafe-eval'` : ''}`,
    `script-src-attr 'none'`,
    dev ? `style-src 'self' 'unsafe-inline'` : `style-src 'self' 'nonce-${nonce}'`,
    `style-src-attr 'unsafe-inline'`,
    `img-src 'self' data: blob:`,
    `font-src 'self'`,
    `connect-src 'self' ${socket}`,
    `worker-src 'self'`,
    `manifest-src 'self'`,
    `object-src 'none'`,
    `frame-src 'none'`,
    `base-uri 'none'`,
    `form-action 'self'`,
    `frame-ancestors 'none'`,
  ];
  if (origin.startsWith('https:')) directives.push('upgrade-insecure-requests');
  return directives.join('; ');
}

const FIXED: Readonly<Record<string, string>> = {
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'same-origin',
  'X-Frame-Options': 'DENY',
  'Permissions-Policy':
    'accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=()',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
};

/** Two years, as the preload lists ask; sent only where the address is https. */
const HSTS = 'max-age=63072000; includeSubDomains';

/** The headers of every response, errors and files too (check S25). */
export const securityHeaders = (context: HeaderContext): Readonly<Record<string, string>> => ({
  'Content-Security-Policy': contentSecurityPolicy(context),
  ...FIXED,
  ...(context.origin.startsWith('https:') ? { 'Strict-Transport-Security': HSTS } : {}),
});
