'use client';

import { useTranslations } from 'next-intl';
import { useCallback, useEffect, useState } from 'react';
import { Button } from '@/components/ui/button';
import { call, type Failure } from '@/lib/api/client';
import { previewInvitation } from '@/lib/api/sessions';
import { JoinForm } from './join-form';
import { PasteForm } from './paste-form';
import type { Preview } from './preview';
import { Problem } from './problem';
import { tokenIn } from './token';

type State =
  | { readonly kind: 'looking' }
  | { readonly kind: 'noLink' }
  | { readonly kind: 'problem'; readonly failure: Failure; readonly token: string }
  | { readonly kind: 'invited'; readonly preview: Preview; readonly token: string };

/** Joining, from link to name. The token stays in the fragment of the address: only this script reads it, and posts it (S3). */
export function Join() {
  const t = useTranslations('join');
  const [state, setState] = useState<State>({ kind: 'looking' });
  const look = useCallback(async (token: string | null) => {
    if (!token) return setState({ kind: 'noLink' });
    setState({ kind: 'looking' });
    const found = await call(previewInvitation, { body: { token } });
    setState(
      found.ok ? { kind: 'invited', preview: found.value, token } : { kind: 'problem', failure: found.error, token },
    );
  }, []);
  useEffect(() => {
    const read = () => void look(tokenIn(window.location.hash));
    read();
    window.addEventListener('hashchange', read);
    return () => window.removeEventListener('hashchange', read);
  }, [look]);
  const refused = (failure: Failure, token: string) => setState({ kind: 'problem', failure, token });

  if (state.kind === 'looking') {
    return (
      <p role="status" className="text-lg">
        {t('looking')}
      </p>
    );
  }
  if (state.kind === 'noLink') return <PasteForm onToken={look} />;
  if (state.kind === 'problem') {
    return (
      <Problem failure={state.failure} onRetry={() => void look(state.token)}>
        <Button onPress={() => setState({ kind: 'noLink' })}>{t('otherLink')}</Button>
      </Problem>
    );
  }
  return <JoinForm preview={state.preview} token={state.token} onRefused={refused} />;
}
