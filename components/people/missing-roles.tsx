import { useLocale, useTranslations } from 'next-intl';
import { Banner } from '@/components/ui/banner';
import { type Role, roleTexts } from '@/lib/method/roles';

/** Which roles nobody has yet, and what is missed without them (S0.6). */
export function MissingRoles({ roles }: { roles: readonly Role[] }) {
  const t = useTranslations('people.missing');
  const locale = useLocale();
  if (roles.length === 0) return <Banner tone="ok">{t('none')}</Banner>;
  return (
    <Banner tone="warn" title={t('title', { count: roles.length })}>
      <dl className="mt-1 grid gap-x-4 gap-y-1 sm:grid-cols-[max-content_1fr]">
        {roles.map((role) => (
          <div key={role} className="sm:contents">
            <dt className="font-semibold">{roleTexts[role].name[locale]}</dt>
            <dd>{roleTexts[role].does[locale]}</dd>
          </div>
        ))}
      </dl>
    </Banner>
  );
}
