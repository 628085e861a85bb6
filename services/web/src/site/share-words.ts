/** The words of the button that passes a page on, apart from the others: it comes after the board. */
import type { Lang } from '../lib/format';

interface Words {
  share: string;
  copied: string;
  copy_by_hand: string;
}

export const SHARE_WORDS: Record<Lang, Words> = {
  en: { share: 'Share', copied: 'Address copied', copy_by_hand: 'The address of this page, to copy' },
  ru: { share: 'Поделиться', copied: 'Адрес скопирован', copy_by_hand: 'Адрес этой страницы, чтобы скопировать' },
  kk: { share: 'Бөлісу', copied: 'Мекенжай көшірілді', copy_by_hand: 'Көшіруге арналған бет мекенжайы' },
};
