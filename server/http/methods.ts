import { contracts } from '../../lib/api/registry';

/** What a pattern takes, besides the methods of its contracts: Next answers HEAD wherever it answers GET. */
const withHead = (methods: readonly string[]): readonly string[] =>
  methods.includes('GET') ? ['GET', 'HEAD', ...methods.filter((method) => method !== 'GET')] : methods;

type Address = { readonly pattern: RegExp; readonly methods: readonly string[] };

/** `/api/calendar/feed/{secret}.ics` → a pattern in which a parameter is one folder. */
const patternOf = (path: string): RegExp =>
  new RegExp(`^${path.replace(/[.+*?^$()|[\]\\]/g, '\\$&').replace(/\{[^}]*\}/g, '[^/]+')}/?$`);

function listAddresses(): readonly Address[] {
  const byPath = new Map<string, string[]>();
  for (const { path, method } of Object.values(contracts)) byPath.set(path, [...(byPath.get(path) ?? []), method]);
  // Addresses without a parameter first: `/api/join/preview` is not the `{id}` of something.
  return [...byPath]
    .sort(([one], [other]) => Number(one.includes('{')) - Number(other.includes('{')))
    .map(([path, methods]) => ({ pattern: patternOf(path), methods: withHead(methods) }));
}

const addresses = listAddresses();

/** The methods that an address of the API takes, by its contracts; `null` when there is no such address. */
export const methodsOf = (path: string): readonly string[] | null =>
  addresses.find(({ pattern }) => pattern.test(path))?.methods ?? null;
