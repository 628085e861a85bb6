/**
 * The words of the sign-in, the same on every page where somebody of the championship signs in.
 */
import type { Lang } from './format';

export interface SignInWords {
  title: string;
  name: string;
  password: string;
  go: string;
}

export const signInWordsIn: Record<Lang, SignInWords> = {
  en: { title: 'Sign in', name: 'Name', password: 'Password', go: 'Sign in' },
  ru: { title: 'Вход', name: 'Имя', password: 'Пароль', go: 'Войти' },
  kk: { title: 'Кіру', name: 'Аты', password: 'Құпиясөз', go: 'Кіру' },
};
