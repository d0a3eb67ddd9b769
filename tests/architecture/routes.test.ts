import { describe, expect, it } from 'vitest';
import { contracts } from '@/lib/api/registry';
import { checkCensus, endpointsOf, normalise, noServerActions } from './rules/routes';
import { houseOnDisk } from './support/disk';
import { readHouse } from './support/house';

const house = houseOnDisk();
const promised = Object.values(contracts).map(({ method, path }) => `${method} ${normalise(path)}`);

describe('route census (checks S4)', () => {
  it('holds: every endpoint has a contract, and every contract a route', () => {
    expect(checkCensus(endpointsOf(house), promised)).toEqual([]);
    expect(promised.length).toBeGreaterThan(20);
  });

  it('holds: no server actions', () => expect(noServerActions(house)).toEqual([]));

  it('fails on a route that nobody listed, and on a promise that nobody keeps', () => {
    const endpoints = endpointsOf(
      readHouse({
        'app/api/secret/[key]/route.ts': 'export const GET = handler;\nexport async function DELETE() {}',
        'app/api/more/route.ts': 'const POST = handler;\nexport { POST };\nexport const dynamic = "force-dynamic";',
      }),
    );
    expect(endpoints).toEqual(['GET /api/secret/{}', 'DELETE /api/secret/{}', 'POST /api/more']);
    expect(checkCensus(endpoints, ['GET /api/secret/{}', 'POST /api/more', 'POST /api/forgotten'])).toEqual([
      'DELETE /api/secret/{} has no contract',
      'POST /api/forgotten has no route',
    ]);
  });

  it('fails on a server action', () => {
    const source = "export async function save() {\n  'use server';\n}";
    expect(noServerActions(readHouse({ 'app/page.tsx': source }))).toHaveLength(1);
  });
});
