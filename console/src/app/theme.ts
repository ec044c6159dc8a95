import { ref, watchEffect } from 'vue';

export type Theme = 'auto' | 'light' | 'dark';

const KEY = 'wardstream.theme';
const NEXT: Readonly<Record<Theme, Theme>> = { auto: 'dark', dark: 'light', light: 'auto' };

const colours = new Map<string, string>();

function stored(): Theme {
  const value = localStorage.getItem(KEY);
  return value === 'light' || value === 'dark' ? value : 'auto';
}

export const theme = ref<Theme>(stored());
/** Changes whenever colours may have changed; canvases redraw on it. */
export const themeChanges = ref(0);

watchEffect(() => {
  if (theme.value === 'auto') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme.value;
  localStorage.setItem(KEY, theme.value);
  colours.clear();
  themeChanges.value = performance.now();
}, { flush: 'sync' });
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => {
  colours.clear();
  themeChanges.value = performance.now();
});

export function nextTheme(): void {
  theme.value = NEXT[theme.value];
}

/** The present colour of a custom property, resolved for a canvas. */
export function colour(name: string): string {
  let resolved = colours.get(name);
  if (resolved === undefined) {
    const probe = document.createElement('span');
    probe.style.color = `var(${name})`;
    document.body.append(probe);
    resolved = getComputedStyle(probe).color;
    probe.remove();
    colours.set(name, resolved);
  }
  return resolved;
}
