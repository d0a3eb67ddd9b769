import { Gauge, type Registry } from 'prom-client';
import { countLosses, type Losses } from '../db/loss';

/** What the database lost, until somebody has seen it. */
export function showLosses(registers: Registry[], losses: Pick<Losses, 'all'>): void {
  const show = (name: string, help: string, of: 'edits' | 'sessions'): Gauge =>
    new Gauge({
      name: `reisgezel_${name}`,
      help,
      registers,
      collect() {
        this.set(countLosses(losses.all())[of]);
      },
    });
  show('lost_edits', 'Edits that were stored once, turned out to be missing at a start, and are not seen to', 'edits');
  show('lost_edits_sessions', 'Sessions that miss such edits', 'sessions');
}
