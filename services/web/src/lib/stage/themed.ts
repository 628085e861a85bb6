/**
 * A theme while somebody is changing it: every part is there, however empty; and what would be hard to read in it.
 */
import type { Lang } from '../format';
import { ALL_LANGUAGES } from './plan';
import type { Theme } from './wire';

export const COLOURS = ['ground', 'panel', 'ink', 'accent'] as const;
export type Colour = (typeof COLOURS)[number];
export type Colours = Record<Colour, string>;
type ById = Record<string, string>;

/** What stands where a theme says nothing (stage.css). */
export const OWN: Readonly<Colours> = { ground: '#071a2c', panel: '#0e2a45', ink: '#f4f7fa', accent: '#f2b632' };
const ON_ACCENT = '#1f1503'; // the letters on the colour of first place

export interface ThemeDraft {
  name: Record<Lang, string>;
  colours: Colours;
  logo: string;
  sponsors: string[];
  flags: ById;
  photos: ById;
  pronunciations: ById;
  languages: Lang[];
}

export function themeDraft(theme: Theme): ThemeDraft {
  return {
    name: { kk: '', ru: '', en: '', ...theme.name },
    colours: Object.fromEntries(COLOURS.map((part) => [part, theme[part] ?? ''])) as Colours,
    logo: theme.logo ?? '',
    sponsors: [...(theme.sponsors ?? [])],
    flags: { ...theme.flags },
    photos: { ...theme.photos },
    pronunciations: { ...theme.pronunciations },
    languages: [...(theme.languages ?? [])],
  };
}

/** Return the theme that a draft comes to; what is empty in it is Bayge's own. */
export function themeOf(draft: ThemeDraft): Theme {
  const theme: Theme = {};
  const name = { kk: draft.name.kk.trim(), ru: draft.name.ru.trim(), en: draft.name.en.trim() };
  if (ALL_LANGUAGES.some((lang) => name[lang])) theme.name = name;
  for (const part of COLOURS) if (draft.colours[part]) theme[part] = draft.colours[part].toLowerCase();
  if (draft.logo) theme.logo = draft.logo;
  if (draft.sponsors.length > 0) theme.sponsors = [...draft.sponsors];
  for (const part of ['flags', 'photos', 'pronunciations'] as const) {
    const said = present(draft[part]);
    if (Object.keys(said).length > 0) theme[part] = said;
  }
  if (draft.languages.length > 0) theme.languages = [...draft.languages];
  return theme;
}

function present(by_id: ById): ById {
  const kept = Object.entries(by_id).map(([id, text]) => [id, text.trim()] as const);
  return Object.fromEntries(kept.filter(([, text]) => text !== '').sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Say whether two themes show the same, in whatever order their parts stand. */
export function isSameTheme(one: Theme, other: Theme): boolean {
  return JSON.stringify(themeOf(themeDraft(one))) === JSON.stringify(themeOf(themeDraft(other)));
}

/** Return the photos that a theme no longer shows anywhere: they are of people, so they are erased. */
export function photosDropped(before: Theme, after: Theme): string[] {
  const shown = new Set([after.logo, ...(after.sponsors ?? []), ...Object.values(after.flags ?? {}), ...Object.values(after.photos ?? {})]);
  return [...new Set(Object.values(before.photos ?? {}))].filter((image) => !shown.has(image));
}

export function isColour(text: string): boolean {
  return /^#[0-9a-fA-F]{6}$/.test(text);
}

export type Clash = 'ink_ground' | 'ink_panel' | 'accent_letters' | 'accent_ground';

const LETTERS_MIN = 4.5; // docs/identity.md
const LARGE_MIN = 3;

/** Return what would be hard to read with these colours, seen from a hall's last row. */
export function clashesOf(colours: Colours): Clash[] {
  const at = (part: Colour) => (isColour(colours[part]) ? colours[part] : OWN[part]);
  const looked: [Clash, number, number][] = [
    ['ink_ground', contrast(at('ink'), at('ground')), LETTERS_MIN],
    ['ink_panel', contrast(at('ink'), at('panel')), LETTERS_MIN],
    ['accent_letters', contrast(ON_ACCENT, at('accent')), LETTERS_MIN],
    ['accent_ground', contrast(at('accent'), at('ground')), LARGE_MIN],
  ];
  return looked.filter(([, found, needed]) => found < needed).map(([clash]) => clash);
}

/** Return the contrast of two colours as WCAG reckons it, 1 to 21. */
export function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [lightness(one), lightness(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

function lightness(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const part = parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
