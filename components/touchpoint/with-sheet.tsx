'use client';

import { type ReactNode, useState } from 'react';
import type { TouchpointId } from '@/lib/core/ids';
import { MoveDialog } from './move-dialog';
import { StationSheet } from './station-sheet';

/** A view of the session with the sheet and the "move to" dialog beside it. */
export function WithSheet({ children }: { children: (onMove: (id: TouchpointId) => void) => ReactNode }) {
  const [moving, setMoving] = useState<TouchpointId | null>(null);
  return (
    <>
      {children(setMoving)}
      <StationSheet onMove={setMoving} />
      {moving ? <MoveDialog id={moving} onClose={() => setMoving(null)} /> : null}
    </>
  );
}
