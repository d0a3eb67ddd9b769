import { z } from 'zod';
import type { Contract } from './contract';
import { ERROR_STATUS, type ErrorCode, errorSchema } from './error';

type Json = { readonly [key: string]: unknown };

/** Descriptions speak of what goes over the wire, so both directions take the input side of a schema. */
function jsonSchema(schema: z.ZodType): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Json;
  return rest;
}

const ALWAYS: readonly ErrorCode[] = ['tooManyRequests', 'internal'];
const WITH_BODY: readonly ErrorCode[] = ['invalid', 'tooLarge', 'unsupportedType'];

function refusalsOf(contract: Contract): readonly number[] {
  const codes: ErrorCode[] = [...ALWAYS];
  if (contract.method !== 'GET') codes.push('badOrigin');
  if (contract.access === 'organiser') codes.push('unauthenticated');
  if (contract.access === 'member') codes.push('forbidden');
  if (contract.params) codes.push('notFound');
  if (contract.body) codes.push(...WITH_BODY);
  return [...new Set(codes.map((code) => ERROR_STATUS[code]))].sort((a, b) => a - b);
}

function replyOf({ reply, media, summary }: Contract): Json {
  if (media) {
    const file = { schema: { type: 'string', format: 'binary' } };
    return { description: summary, content: Object.fromEntries(media.map((type) => [type, file])) };
  }
  if (!reply) return { description: 'Done' };
  return { description: summary, content: { 'application/json': { schema: jsonSchema(reply) } } };
}

function parametersOf({ params }: Contract): readonly Json[] {
  if (!params) return [];
  const { properties = {} } = jsonSchema(params) as { properties?: Json };
  return Object.entries(properties).map(([name, schema]) => ({ name, in: 'path', required: true, schema }));
}

const SECURITY: Readonly<Record<Contract['access'], readonly Json[]>> = {
  public: [],
  organiser: [{ organiser: [] }],
  member: [{ organiser: [] }, { guest: [] }],
};

function operationOf(operationId: string, contract: Contract): Json {
  const { summary, access, body, status } = contract;
  const parameters = parametersOf(contract);
  const refused = { $ref: '#/components/responses/Refused' };
  return {
    operationId,
    summary,
    security: SECURITY[access],
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(body ? { requestBody: { required: true, content: { 'application/json': { schema: jsonSchema(body) } } } } : {}),
    responses: Object.fromEntries([
      [String(status), replyOf(contract)],
      ...refusalsOf(contract).map((code) => [String(code), refused]),
    ]),
  };
}

/**
 * The OpenAPI 3.1 description of a set of contracts.
 * @param contracts by the name of the operation
 * @param cookies names of the two cookies that let somebody in
 */
export function openApi(
  contracts: Readonly<Record<string, Contract>>,
  cookies: { readonly organiser: string; readonly guest: string },
): Json {
  const paths = new Map<string, Record<string, Json>>();
  for (const [operationId, contract] of Object.entries(contracts)) {
    const path = paths.get(contract.path) ?? {};
    path[contract.method.toLowerCase()] = operationOf(operationId, contract);
    paths.set(contract.path, path);
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Reisgezel',
      version: '1',
      license: { name: 'EUPL-1.2', identifier: 'EUPL-1.2' },
      description: 'Customer journey sessions, their people, their journey and their content calendar.',
    },
    servers: [{ url: '/' }],
    paths: Object.fromEntries(paths),
    components: {
      securitySchemes: {
        organiser: { type: 'apiKey', in: 'cookie', name: cookies.organiser },
        guest: { type: 'apiKey', in: 'cookie', name: cookies.guest },
      },
      responses: {
        Refused: {
          description: 'Refused, with a sentence in the language of the reader',
          content: { 'application/json': { schema: jsonSchema(errorSchema) } },
        },
      },
    },
  };
}
