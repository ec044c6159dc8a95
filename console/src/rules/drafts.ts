import type { Platform } from '../app/platform';

/** A document that was changed and not applied. */
export interface Draft {
  readonly text: string;
  /** The version in force when the changes began: what came since, its author has not looked at. */
  readonly seen: number;
}

const OF = new WeakMap<Platform, Map<string, Draft>>();

/** What whoever is signed in has changed and not applied, by rule set; gone with the page. */
export function draftsOf(platform: Platform): Map<string, Draft> {
  const known = OF.get(platform) ?? new Map<string, Draft>();
  OF.set(platform, known);
  return known;
}
