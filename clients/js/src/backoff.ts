import type { Refusal } from './frames.js';

const BASE_MS = 1_000;
const CAP_MS = 30_000;
const DRAINING = 4000;
const UNAUTHENTICATED = 4500;
const FORBIDDEN = 4501;

/** A close code after which coming back is pointless. */
export function isTerminal(code: number): boolean {
  return code >= 4500 && code < 5000;
}

/** What a terminal close code says. Another token may help after 4500 and 4501. */
export function refusalOf(code: number, message: string): Refusal {
  const token = code === UNAUTHENTICATED || code === FORBIDDEN;
  return { code: token ? 'UNAUTHENTICATED' : 'CLOSED', message };
}

/**
 * How long to wait before connecting again: full jitter under a ceiling that doubles from 1 s to
 * 30 s, so that a thousand clients of a lost node do not come back as one wave. A draining node
 * sends its clients elsewhere at once, spread over `afterMs`.
 */
export function reconnectDelayMs(
  failures: number,
  random: () => number,
  close?: { readonly code?: number | undefined; readonly afterMs?: number | undefined },
): number {
  if (close?.code === DRAINING) return random() * (close.afterMs ?? BASE_MS);
  const ceiling = Math.min(CAP_MS, BASE_MS * 2 ** Math.min(failures, 10));
  return (close?.afterMs ?? 0) + random() * ceiling;
}
