import { computed, ref, watchEffect, type ComputedRef } from 'vue';

export const LOCALES = ['en', 'fr', 'zh'] as const;
export type Locale = (typeof LOCALES)[number];

/** Each language's name for itself. */
export const LOCALE_NAMES: Readonly<Record<Locale, string>> = { en: 'English', fr: 'Français', zh: '中文' };

const KEY = 'wardstream.locale';

function isLocale(value: unknown): value is Locale {
  return (LOCALES as readonly unknown[]).includes(value);
}

/** The language somebody chose here, or the first of the browser's that we have. */
function preferred(): Locale {
  const stored = globalThis.localStorage?.getItem(KEY);
  if (isLocale(stored)) return stored;
  const wanted = globalThis.navigator?.languages ?? [];
  return wanted.map((tag) => tag.slice(0, 2)).find(isLocale) ?? 'en';
}

export const locale = ref<Locale>(preferred());

export function chooseLocale(chosen: Locale): void {
  locale.value = chosen;
  localStorage.setItem(KEY, chosen);
}

watchEffect(() => {
  if (globalThis.document?.documentElement) document.documentElement.lang = locale.value;
});

/**
 * The texts of one part of the page, in the language chosen. What is in English must be in the
 * others, in the same shape: the compiler sees to it. Texts with a gap are functions.
 */
export function texts<T extends object>(all: { en: T; fr: NoInfer<T>; zh: NoInfer<T> }): ComputedRef<T> {
  return computed(() => all[locale.value]);
}
