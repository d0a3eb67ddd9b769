import '@fontsource-variable/atkinson-hyperlegible-next/wght.css';
import './globals.css';
import type { Metadata, Viewport } from 'next';
import { headers } from 'next/headers';
import { NextIntlClientProvider } from 'next-intl';
import { getLocale, getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { RemoveExpired } from '@/components/session/remove-expired';
import { Providers } from '@/components/ui/providers';
import { SkipLink } from '@/components/ui/skip-link';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('common');
  return {
    title: { default: t('productName'), template: `%s · ${t('productName')}` },
    description: t('tagline'),
    applicationName: t('productName'),
    robots: { index: false, follow: false },
    formatDetection: { telephone: false, date: false, address: false, email: false },
  };
}

export const viewport: Viewport = {
  themeColor: '#0a1e33',
  colorScheme: 'light',
  width: 'device-width',
  initialScale: 1,
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  const [locale, t, head] = await Promise.all([getLocale(), getTranslations('common'), headers()]);
  const nonce = head.get('x-nonce');
  return (
    <html lang={locale}>
      <head>{nonce ? <meta property="csp-nonce" content={nonce} /> : null}</head>
      <body className="flex flex-col">
        <NextIntlClientProvider>
          <SkipLink>{t('skip')}</SkipLink>
          <Providers>{children}</Providers>
          <RemoveExpired />
        </NextIntlClientProvider>
      </body>
    </html>
  );
}
