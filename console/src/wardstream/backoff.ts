const BASE_MS = 1_000;
const CAP_MS = 30_000;
const DRAINING = 4000;

/** A close code after which coming back is pointless. */
export function isTerminal(code: number): boolean {
  return code >= 4500 && code < 5000;
}

/**
 * How long to wait before connecting again: full jitter under a ceiling that doubles from 1 s to
 * 30 s, so that a thousand clients of a lost node do not come back as one wave. A draining node
 * sends its clients elsewhere at once, spread over `afterMs`.
 */
export function reconnectDelayMs(
  failures: number,
  random: () => number,
  close?: { readonly code: number; readonly afterMs?: number | undefined },
): number {
  if (close?.code === DRAINING) return random() * (close.afterMs ?? BASE_MS);
  const ceiling = Math.min(CAP_MS, BASE_MS * 2 ** Math.min(failures, 10));
  return (close?.afterMs ?? 0) + random() * ceiling;
}
