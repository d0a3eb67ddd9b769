import type { Messages } from '../messages';
import type { account as source } from '../nl/account';

export const account: Messages<typeof source> = {
  signIn: 'Sign in',
  signInTitle: 'Welcome back',
  signInIntro: 'Sign in to see your sessions and make new ones.',
  signUp: 'Make an account',
  signUpTitle: 'Make your account',
  signUpIntro: 'With an account you make sessions and invite your team. Those you invite need no account.',
  firstTitle: 'Make the first account',
  firstIntro: 'You are the first one here. With this account you make sessions and invite your team.',
  closedTitle: 'You cannot make an account here',
  closedText: 'Ask an organiser of this Reisgezel for an invitation. You can join a session without an account.',
  name: 'Your name',
  nameHelp: 'This is how colleagues see you in a session.',
  email: 'E-mail address',
  password: 'Password',
  passwordHelp: 'At least {minimum} characters. A sentence that you remember well is strong enough.',
  showPassword: 'Show password',
  hidePassword: 'Hide password',
  noAccount: 'No account yet?',
  haveAccount: 'Do you have an account already?',
  joining: 'Are you joining by invitation? Then you need no account.',
  joinLink: 'Join with a link',
  fill: {
    name: 'Fill in your name.',
    email: 'Fill in your e-mail address, such as name@town.nl.',
    password: 'Fill in your password.',
    passwordShort: 'Choose a password of at least {minimum} characters.',
  },
  stops: {
    create: 'Get a session ready',
    invite: 'Invite your team',
    travel: 'Travel together',
    calendar: 'Take the calendar home',
  },
};
