import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { textOf } from './support/disk';

const versions = z.record(z.string(), z.string());
const manifest = z
  .object({ dependencies: versions, devDependencies: versions })
  .parse(JSON.parse(textOf('package.json')));
const lock = z
  .object({
    packages: z.record(
      z.string(),
      z.object({
        version: z.string().optional(),
        resolved: z.string().optional(),
        integrity: z.string().optional(),
        link: z.boolean().optional(),
        inBundle: z.boolean().optional(),
        optional: z.boolean().optional(),
        os: z.array(z.string()).optional(),
        cpu: z.array(z.string()).optional(),
      }),
    ),
  })
  .parse(JSON.parse(textOf('package-lock.json')));

/** Lowest versions without a known hole that matters here (checks S35); reviewed by hand at every release. */
const FLOORS: Readonly<Record<string, string>> = {
  next: '16.2.6', // server-side request forgery in the upgrade handler before it: CVE-2026-44578
  ws: '8.17.1', // a request with very many headers stopped the server before it: CVE-2024-37890
};

const isAtLeast = (version: string, floor: string): boolean => {
  const [left, right] = [version, floor].map((text) => text.split('.').map(Number));
  for (const index of [0, 1, 2]) {
    const difference = (left?.[index] ?? 0) - (right?.[index] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return true;
};

describe('dependencies (checks S35)', () => {
  it('are pinned to exact versions', () => {
    const loose = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies }).filter(
      ([, version]) => !/^\d+\.\d+\.\d+(?:-[\w.]+)?$/.test(version),
    );
    expect(loose).toEqual([]);
  });

  it('are locked with a checksum, and come from the public registry', () => {
    const packages = Object.entries(lock.packages).filter(
      ([path, { link, inBundle }]) => path !== '' && !link && !inBundle,
    );
    const open = packages
      .filter(([, { integrity }]) => !integrity?.startsWith('sha512-'))
      // Parts for other machines, which scripts/complete-lockfile.mjs listed without fetching them.
      .filter(([, { optional, os, cpu }]) => !(optional && (os || cpu)))
      .map(([path]) => path);
    const elsewhere = packages.filter(
      ([, { resolved }]) => resolved && !resolved.startsWith('https://registry.npmjs.org/'),
    );
    expect(open).toEqual([]);
    expect(elsewhere).toEqual([]);
    expect(packages.length).toBeGreaterThan(100);
  });

  it('stand above the versions with known holes', () => {
    for (const [name, floor] of Object.entries(FLOORS)) {
      const installed = Object.entries(lock.packages).filter(([path]) => path.endsWith(`node_modules/${name}`));
      expect(installed.length).toBeGreaterThan(0);
      for (const [path, { version }] of installed) {
        expect(isAtLeast(version ?? '0', floor), `${path} ${version} is below ${floor}`).toBe(true);
      }
    }
    expect(isAtLeast('16.2.5', '16.2.6')).toBe(false);
    expect(isAtLeast('16.10.0', '16.2.6')).toBe(true);
  });
});
