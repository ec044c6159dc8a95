import type { Alert, Priority } from '../ward/alerts';

const WEIGHT: Readonly<Record<Priority, number>> = { LOW: 1, MEDIUM: 2, HIGH: 3 };

/** What is to be heard now: one priority, and what makes it sound. */
export interface Sounding {
  readonly priority: Priority;
  /** Each alert, and which time it sounds; `link` for the link itself. */
  readonly causes: ReadonlySet<string>;
}

/**
 * Whether an alert is heard: nobody has acknowledged it, or it is over and latched; and it is neither
 * paused, nor off, nor found in data too old to be announced.
 */
export function sounds(alert: Alert): boolean {
  return !alert.audioPaused && (alert.standing === 'active' || alert.standing === 'latched');
}

/** Every alert alone decides for itself: acknowledging one silences no other. The highest priority is heard. */
export function soundingOf(alerts: readonly Alert[], linkLost: boolean): Sounding | null {
  const causes = alerts.filter(sounds).map(({ priority, alertId, occurrence, soundedAt }) =>
    ({ priority, key: `${alertId} ${occurrence} ${soundedAt}` }));
  if (linkLost) causes.push({ priority: 'MEDIUM', key: 'link' });
  const [first] = causes.toSorted((a, b) => WEIGHT[b.priority] - WEIGHT[a.priority]);
  if (first === undefined) return null;
  const { priority } = first;
  return { priority, causes: new Set(causes.filter((one) => one.priority === priority).map((one) => one.key)) };
}

/** Whether the burst must begin anew: another priority, or something that was not heard before. */
export function begins(before: Sounding | null, now: Sounding): boolean {
  return before?.priority !== now.priority || [...now.causes].some((cause) => !before.causes.has(cause));
}
