import type { Metadata } from 'next';
import Link from 'next/link';
import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { AccountPage } from '@/components/account/account-page';
import { SignUpForm } from '@/components/account/sign-up-form';
import { ButtonLink } from '@/components/ui/button';
import { viewer } from '../viewer';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('account');
  return { title: t('signUp') };
}

export default async function SignUpPage() {
  const { context, caller } = await viewer();
  if (caller.organiser) redirect('/sessions');
  const [accounts, t] = await Promise.all([context.auth.signUpState(), getTranslations('account')]);
  if (accounts === 'closed') {
    return (
      <AccountPage title={t('closedTitle')} intro={t('closedText')}>
        <div className="flex flex-wrap gap-3">
          <ButtonLink href="/sign-in" variant="outline">
            {t('signIn')}
          </ButtonLink>
          <ButtonLink href="/join" variant="outline">
            {t('joinLink')}
          </ButtonLink>
        </div>
      </AccountPage>
    );
  }
  const isFirst = accounts === 'first';
  return (
    <AccountPage title={t(isFirst ? 'firstTitle' : 'signUpTitle')} intro={t(isFirst ? 'firstIntro' : 'signUpIntro')}>
      <SignUpForm />
      {isFirst ? null : (
        <p className="mt-8 border-rule border-t pt-5">
          {t('haveAccount')}{' '}
          <Link href="/sign-in" className="font-bold underline underline-offset-4">
            {t('signIn')}
          </Link>
        </p>
      )}
    </AccountPage>
  );
}
