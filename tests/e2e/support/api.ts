import { type APIResponse, expect, type Page } from '@playwright/test';
import { pathOf } from '@/lib/api/client';
import type { BodyOf, Contract, ParamsOf, ReplyOf } from '@/lib/api/contract';

type Input<C> = { readonly params?: ParamsOf<C>; readonly body?: BodyOf<C> };

/** Sends a request with the cookies of a page, whatever comes back. */
export function send<C extends Contract>(
  page: Page,
  contract: C,
  { params, body }: Input<C> = {},
): Promise<APIResponse> {
  return page.request.fetch(pathOf(contract, params), {
    method: contract.method,
    ...(body === undefined ? {} : { data: body }),
  });
}

/** Calls an endpoint with the cookies of a page, for what a test needs but is not about; fails when the server refuses. */
export async function call<C extends Contract>(page: Page, contract: C, input: Input<C> = {}): Promise<ReplyOf<C>> {
  const response = await send(page, contract, input);
  const text = await response.text();
  expect(response.status(), `${contract.method} ${contract.path} answered ${text}`).toBe(contract.status);
  const reply: unknown = text === '' ? undefined : JSON.parse(text);
  return (contract.reply ? contract.reply.parse(reply) : reply) as ReplyOf<C>;
}
