import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { Join } from '@/components/join/join';
import { lineStyle } from '@/components/ui/colours';
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
        <div className="relative w-full max-w-[30rem]">
          {/* The line one is about to get on: from the bar past the bottom of the screen. */}
          <span aria-hidden style={lineStyle(2)} className="max-lg:hidden">
            <span className="track-solid fixed top-16 bottom-0 -ml-[6.5rem] w-3.5" />
            <span className="absolute top-5 -left-[7.125rem] size-[2.1rem] rounded-full border-(--line) border-[0.6rem] bg-paper" />
          </span>
          <Join />
        </div>
      </Page>
    </>
  );
}
