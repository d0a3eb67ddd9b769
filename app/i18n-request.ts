import { cookies, headers } from 'next/headers';
import { getRequestConfig } from 'next-intl/server';
import { TIME_ZONE } from '@/lib/core/dates';
import { LOCALE_COOKIE, localeOf } from '@/lib/core/locale-cookie';
import { catalogues } from '@/lib/i18n/catalogue';

/** Language and zone of one page request; there is no language in the address. */
export default getRequestConfig(async ({ locale: asked }) => {
  const [jar, head] = await Promise.all([cookies(), headers()]);
  const locale = asked ?? localeOf(jar.get(LOCALE_COOKIE)?.value, head.get('accept-language'));
  return { locale, timeZone: TIME_ZONE, messages: catalogues[locale] };
});
