import { JourneyView } from './journey-view';

export default function JourneyPage() {
  return <JourneyView />;
}
