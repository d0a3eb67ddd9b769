import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { Join } from '@/components/join/join';
import { Page } from '@/components/ui/page';
import { SiteBar } from '@/components/ui/site-bar';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('join');
  // The strictest there is, for an address that holds a secret in its fragment.
  return { title: t('title'), referrer: 'no-referrer' };
}

export default function JoinPage() {
  return (
    <>
      <SiteBar />
      <Page className="flex flex-col sm:items-center">
        <div className="w-full max-w-[30rem]">
          <Join />
        </div>
      </Page>
    </>
  );
}
