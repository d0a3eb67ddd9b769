import { at, isIn, perFile, type Rule } from '../support/rule';

/** Which folders, or single files, each layer may use, next to itself. Whatever is absent is a layer nobody agreed on. */
const MAY_USE: Readonly<Record<string, readonly string[]>> = {
  'lib/core': [],
  'lib/method': ['lib/core'],
  'lib/journey': ['lib/core', 'lib/method'],
  'lib/i18n': ['lib/core'],
  'lib/analysis': ['lib/core', 'lib/method', 'lib/journey'],
  'lib/calendar': ['lib/core', 'lib/method', 'lib/journey'],
  'lib/insights': ['lib/core', 'lib/method', 'lib/journey'],
  'lib/collab': ['lib/core', 'lib/method', 'lib/journey'],
  'lib/facilitation': ['lib/core', 'lib/method', 'lib/journey'],
  'lib/export': ['lib/core', 'lib/method', 'lib/journey', 'lib/analysis', 'lib/calendar', 'lib/insights'],
  'lib/api': ['lib'],
  server: ['lib'],
  // The client knows how to ask and how a refusal looks, and no endpoint: a form can show what went wrong without a word of the domain.
  'components/ui': ['lib/core', 'lib/i18n', 'lib/api/client', 'lib/api/error'],
  'components/session': ['lib', 'components/ui'],
  'components/feature': ['lib', 'components/ui', 'components/session'],
  app: ['lib', 'components', 'server'],
};

/** Outside the house: tests and scripts may look at everything, and nothing looks at them. */
const OUTSIDE = /^(?:tests|scripts|prisma)\//;

/** The layer a file belongs to, with the feature's name apart; `null` for files outside the house. */
function layerOf(path: string): { layer: string; feature: string | null } | null {
  if (OUTSIDE.test(path) || !path.includes('/')) return null;
  const [top = '', second = ''] = path.split('/');
  if (top === 'lib') return { layer: `lib/${second}`, feature: null };
  if (top !== 'components') return { layer: top, feature: null };
  const isShared = second === 'ui' || second === 'session';
  return isShared ? { layer: `components/${second}`, feature: null } : { layer: 'components/feature', feature: second };
}

/** Arrows point down only: design §6. */
export const layers: Rule = perFile((file) => {
  const from = layerOf(file.path);
  if (!from) return [];
  const allowed = MAY_USE[from.layer];
  if (!allowed) return [at(file, 1, `lies in ${from.layer}, a layer that nobody agreed on`)];
  return file.imports.flatMap(({ target, line }) => {
    if (target === null) return [];
    const to = layerOf(target);
    if (!to) return [at(file, line, `imports ${target}, which lies outside the house`)];
    const isOwn = to.layer === from.layer && to.feature === from.feature;
    if (isOwn || isIn(target.replace(/\.tsx?$/, ''), ...allowed)) return [];
    return [at(file, line, `${from.feature ?? from.layer} may not import ${target}`)];
  });
});
