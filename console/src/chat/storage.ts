import type { Store } from './outbox';

/** Keeps nothing; for where a page may not store anything. */
const NOWHERE: Store = { getItem: () => null, setItem: () => {}, removeItem: () => {} };

/** The tab's own store: outlives a reload, and is gone with the tab. */
export function tabStore(): Store {
  return globalThis.sessionStorage ?? NOWHERE;
}
