'use client';

import type { ReactNode } from 'react';
import { Tabs as AriaTabs, Tab, TabList, TabPanel } from 'react-aria-components/Tabs';

export type TabItem = { readonly id: string; readonly label: ReactNode; readonly content: ReactNode };

/** Panels of which one shows. The chosen tab has a yellow bar and bold words. */
export function Tabs({ label, tabs }: { label: string; tabs: readonly TabItem[] }) {
  return (
    <AriaTabs className="flex flex-col">
      <TabList aria-label={label} className="flex gap-1 border-ink border-b-2">
        {tabs.map((tab) => (
          <Tab
            key={tab.id}
            id={tab.id}
            className="ring-inside min-h-11 cursor-pointer border-transparent border-b-4 px-4 pt-2 pb-1.5 font-semibold text-ink-soft hover:text-ink data-[selected]:border-yellow data-[selected]:font-bold data-[selected]:text-ink"
          >
            {tab.label}
          </Tab>
        ))}
      </TabList>
      {tabs.map((tab) => (
        <TabPanel key={tab.id} id={tab.id} className="pt-5">
          {tab.content}
        </TabPanel>
      ))}
    </AriaTabs>
  );
}
