import { useEffect } from 'react';
import type { TouchpointId } from '@/lib/core/ids';

/** Keeps the station in view beside the sheet that opens next to it. */
export function useStationInView(id: TouchpointId): void {
  useEffect(() => {
    const frame = requestAnimationFrame(() => {
      const station = document.querySelector(`[data-station="${CSS.escape(id)}"]`);
      station?.scrollIntoView({ block: 'nearest', inline: 'center' });
    });
    return () => cancelAnimationFrame(frame);
  }, [id]);
}
