import type { Metadata } from 'next';
import Link from 'next/link';
import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { AccountPage } from '@/components/account/account-page';
import { SignInForm } from '@/components/account/sign-in-form';
import { viewer } from '../viewer';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('account');
  return { title: t('signIn') };
}

export default async function SignInPage() {
  const { context, caller } = await viewer();
  if (caller.organiser) redirect('/sessions');
  const [accounts, t] = await Promise.all([context.auth.signUpState(), getTranslations('account')]);
  if (accounts === 'first') redirect('/sign-up');
  return (
    <AccountPage title={t('signInTitle')} intro={t('signInIntro')}>
      <SignInForm />
      <div className="mt-8 flex flex-col gap-2 border-rule border-t pt-5">
        {accounts === 'open' ? (
          <p>
            {t('noAccount')}{' '}
            <Link href="/sign-up" className="font-bold underline underline-offset-4">
              {t('signUp')}
            </Link>
          </p>
        ) : null}
        <p>
          {t('joining')}{' '}
          <Link href="/join" className="font-bold underline underline-offset-4">
            {t('joinLink')}
          </Link>
        </p>
      </div>
    </AccountPage>
  );
}
