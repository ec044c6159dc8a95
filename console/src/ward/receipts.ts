import type { Alert } from './alerts';
import type { BedView } from './bed';

type Send = (request: object) => void;
type Kind = 'delivered' | 'seen';

/**
 * Tells the platform which alerts this console has, and which were on its screen: once for each
 * time an alert sounds, unless another console was first.
 */
export class Receipts {
  private readonly told = new Map<string, number>();

  constructor(private readonly send: Send) {}

  /** Confirms every alert of these beds that signals; forgets those that are no longer open. */
  delivered(beds: readonly BedView[]): void {
    const open = beds.flatMap((bed) => bed.alerts);
    for (const alert of open) if (!alert.delivered && signals(alert)) this.tell('delivered', alert);
    const ids = new Set(open.map((alert) => alert.alertId));
    for (const key of this.told.keys()) if (!ids.has(key.split(' ')[1]!)) this.told.delete(key);
  }

  /** An alert is on the screen and the screen is lit. */
  seen(alert: Alert): void {
    if (!alert.seen && signals(alert)) this.tell('seen', alert);
  }

  private tell(action: Kind, alert: Alert): void {
    const key = `${action} ${alert.alertId}`;
    if (this.told.get(key) === alert.soundedAt) return;
    this.told.set(key, alert.soundedAt);
    this.send({ act: { alert: alert.alertId, patient: alert.patient, action } });
  }
}

function signals(alert: Alert): boolean {
  return alert.standing === 'active' || alert.standing === 'latched';
}
