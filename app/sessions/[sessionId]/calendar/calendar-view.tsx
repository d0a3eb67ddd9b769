'use client';

import { Calendar } from '@/components/calendar/calendar';
import { Gate } from '@/components/session/gate';
import { WithSheet } from '@/components/touchpoint/with-sheet';

/** The calendar with the sheet beside it. */
export function CalendarView() {
  return (
    <Gate>
      <WithSheet>{() => <Calendar />}</WithSheet>
    </Gate>
  );
}
