import { z } from 'zod';

/** Every reason a request is refused; each has a sentence in both languages and one HTTP status. */
export const ERROR_STATUS = {
  invalid: 400,
  badJson: 400,
  unauthenticated: 401,
  wrongPassword: 401,
  forbidden: 403,
  badOrigin: 403,
  signUpClosed: 403,
  notFound: 404,
  methodNotAllowed: 405,
  invitationUnknown: 404,
  invitationExpired: 410,
  invitationRevoked: 410,
  conflict: 409,
  emailTaken: 409,
  full: 409,
  tooLarge: 413,
  unsupportedType: 415,
  tooManyRequests: 429,
  unreadable: 500,
  internal: 500,
  unavailable: 503,
} as const;
export type ErrorCode = keyof typeof ERROR_STATUS;

/** The one shape of every error: a code for programs, a sentence for people, and what is wrong per field. */
export const errorSchema = z.object({
  error: z.object({
    code: z.string(),
    message: z.string(),
    /** Field path (`startsAt`, `items.2.name`) → what is wrong with it, in the reader's language. */
    fields: z.record(z.string(), z.string()).optional(),
  }),
});
export type ErrorReply = z.infer<typeof errorSchema>;
