'use client';

import { useRouter } from 'next/navigation';
import { useEffect } from 'react';
import { useActor, useSession } from './room-context';

/** Fetches what the server makes for a role again, once another role is one's own: the board itself follows at once. */
export function FollowRole() {
  const { role } = useActor();
  const { me } = useSession();
  const router = useRouter();
  useEffect(() => {
    if (role !== me.role) router.refresh();
  }, [role, me.role, router]);
  return null;
}
