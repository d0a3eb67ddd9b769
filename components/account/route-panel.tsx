import { useTranslations } from 'next-intl';
import { lineStyle } from '@/components/ui/colours';

const STOPS = ['create', 'invite', 'travel', 'calendar'] as const;

/** The way that lies ahead, as a line with stations, beside a form on wide screens. Decoration with words that repeat. */
export function RoutePanel() {
  const t = useTranslations('account.stops');
  return (
    <aside aria-hidden style={lineStyle(0)} className="relative hidden bg-zone lg:block">
      <div className="sticky top-0 flex h-[calc(100dvh-4rem)] flex-col justify-around py-16 pl-[14%]">
        <span className="track-solid absolute inset-y-0 left-[calc(14%+1.1rem)] w-3.5" />
        {STOPS.map((stop, index) => (
          <p key={stop} className="relative flex items-center gap-6 font-bold text-xl">
            <span
              className={`size-12 rounded-full border-[0.7rem] ${index === STOPS.length - 1 ? 'border-ink bg-yellow' : 'border-(--line) bg-paper'}`}
            />
            {t(stop)}
          </p>
        ))}
      </div>
    </aside>
  );
}
