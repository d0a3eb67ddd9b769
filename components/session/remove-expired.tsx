'use client';

import { useEffect } from 'react';

/** Removes copies on this device that have had their time, whatever page is opened (checks P10). Shows nothing. */
export function RemoveExpired() {
  useEffect(() => {
    const remove = async () => {
      // Apart from the page's own code: hardly anybody has a copy.
      const { removeCopies } = await import('./device-db');
      const now = Date.now();
      await removeCopies(({ until }) => until <= now);
    };
    remove().catch(() => undefined);
  }, []);
  return null;
}
