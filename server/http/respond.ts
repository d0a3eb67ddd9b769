import { ERROR_STATUS, type ErrorReply } from '../../lib/api/error';
import type { Locale } from '../../lib/core/locale';
import { catalogues } from '../../lib/i18n/catalogue';
import type { Failure } from './failure';
import { fieldErrors } from './field-errors';

/** Answers are about one person at one moment: no cache keeps them. */
const NO_STORE = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' };

/** A reply as JSON, or without a body for 204. */
export function jsonResponse(status: number, value: unknown, cookies: readonly string[] = []): Response {
  const headers = new Headers(NO_STORE);
  for (const cookie of cookies) headers.append('set-cookie', cookie);
  if (status === 204) return new Response(null, { status, headers });
  headers.set('content-type', 'application/json; charset=utf-8');
  return new Response(JSON.stringify(value), { status, headers });
}

/** A refusal in the one shape of every error, in the reader's language. */
export function errorResponse({ code, issues, retryAfter, incident }: Failure, locale: Locale): Response {
  const error: ErrorReply['error'] = { code, message: catalogues[locale].errors.code[code] };
  const reply: ErrorReply = { error: issues ? { ...error, fields: fieldErrors(issues, locale) } : error };
  const response = jsonResponse(ERROR_STATUS[code], reply);
  response.headers.set('content-language', locale);
  if (incident) response.headers.set('x-incident', incident);
  if (retryAfter !== undefined) response.headers.set('retry-after', String(retryAfter));
  return response;
}

/**
 * A file to keep. The name is cut down to characters that cannot end the header, and given once more in full as RFC 5987
 * has it (checks S33).
 */
export function fileResponse(file: {
  readonly bytes: Uint8Array;
  readonly mime: string;
  readonly name: string;
}): Response {
  const plain =
    file.name
      .normalize('NFKD')
      .replace(/[^\w. -]+/g, '')
      .replace(/^[. ]+/, '') || 'download';
  const full = encodeURIComponent(file.name.replace(/[\p{Cc}\p{Cs}]/gu, '')).replace(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return new Response(file.bytes.slice(), {
    status: 200,
    headers: {
      ...NO_STORE,
      'content-type': file.mime,
      'content-disposition': `attachment; filename="${plain}"; filename*=UTF-8''${full}`,
    },
  });
}
