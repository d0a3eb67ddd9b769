import { CalendarView } from './calendar-view';

export default function CalendarPage() {
  return <CalendarView />;
}
