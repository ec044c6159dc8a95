import type { Alert } from './alerts';
import type { BedView } from './bed';
import { breachText, familyText } from './text';
import { wardWords } from './words';

const SPOKEN_AT_ONCE = 3;

/**
 * What to read out: HIGH and MEDIUM alerts that nobody has acknowledged, that no pause or alarm-off
 * mutes, and that were not read out before. `announced` remembers them, and forgets those that are no longer open.
 */
export function announcementOf(beds: readonly BedView[], announced: Set<string>): string {
  const due = beds.flatMap((bed) => bed.alerts
    .filter((alert) => alert.standing === 'active' && !alert.audioPaused && alert.priority !== 'LOW')
    .map((alert) => ({ key: keyOf(alert), alert, bed })));
  const open = new Set(due.map(({ key }) => key));
  for (const key of announced) if (!open.has(key)) announced.delete(key);
  const fresh = due.filter(({ key }) => !announced.has(key));
  for (const { key } of fresh) announced.add(key);
  if (fresh.length > SPOKEN_AT_ONCE) return wardWords.value.newAlerts(fresh.length);
  return fresh.map(({ alert, bed }) => sentence(alert, bed)).join(' ');
}

function keyOf(alert: Alert): string {
  return `${alert.alertId} ${alert.occurrence} ${alert.priority}`;
}

function sentence(alert: Alert, bed: BedView): string {
  const where = bed.person.bed === null ? bed.patient : wardWords.value.bed(bed.person.bed);
  return `${wardWords.value.priority[alert.priority]}: ${where}, ${familyText(alert.family)} ${breachText(alert)}.`;
}
