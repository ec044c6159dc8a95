import { shallowRef } from 'vue';
import type { Refusal } from '@wardstream/client';
import type { Platform } from '../app/platform';
import { route } from '../app/route';
import type { Alert } from '../ward/alerts';
import { alertWords } from './words';

export type Action = 'ack' | 'close' | 'comment' | 'pause' | 'resume' | 'alarmOff' | 'alarmOn';

/** Something a person asked for, without what the platform adds. */
export interface Wish {
  readonly action: Action;
  readonly alert?: string;
  readonly patient: string;
  readonly family?: string;
  readonly note?: string;
  readonly untilMs?: number;
  /** Of `ack` and `close`: `seq` of the alert as it was before the person's eyes. */
  readonly asOf?: number;
}

/** What became of a wish so far. */
export interface Act extends Wish {
  readonly key: number;
  readonly at: number;
  readonly outcome: 'open' | 'done' | 'refused';
  readonly refusal: Refusal | null;
  /** It was seen that it took effect. */
  readonly settled: boolean;
  /** When the answer came. */
  readonly endedAt: number | null;
}

export type Progress = 'sending' | 'unconfirmed' | 'done' | 'refused';

/** Without an answer for so long, an action does not look as if it was merely on its way. */
export const LATE_MS = 5_000;
/** A confirmed action is told for so long; its effect stays. */
const TOLD_MS = 6_000;
const KEPT = 100;

/** What people did from this page and what came of it; survives a change of pages. */
export class Acts {
  /** The newest first. */
  readonly list = shallowRef<readonly Act[]>([]);
  private next = 1;

  /** @param refused called with what was refused, for those who look elsewhere by then */
  constructor(
    private readonly ask: (request: object) => Promise<unknown>, private readonly now: () => number,
    private readonly refused: (act: Act, refusal: Refusal) => void = () => {},
  ) {}

  /** Nothing is asked for twice while the first is without an answer. */
  do(wish: Wish): void {
    if (this.list.value.some((act) => act.outcome === 'open' && isSame(act, wish))) return;
    const act: Act = { ...wish, key: this.next++, at: this.now(), outcome: 'open', refusal: null, settled: false, endedAt: null };
    const others = this.list.value.filter((one) => !(one.outcome === 'refused' && isSame(one, wish)));
    this.list.value = [act, ...others].slice(0, KEPT);
    const { action, alert, patient, family, note, untilMs, asOf } = wish;
    this.ask({ act: { action, alert, patient, family, note, untilMs, asOf } }).then(
      () => this.ended(act, 'done', null),
      (refusal: Refusal) => {
        this.ended(act, 'refused', refusal);
        this.refused(act, refusal);
      },
    );
  }

  /**
   * The platform records an acknowledgement as soon as it has it, and the engine may find that the alert had sounded
   * anew before: what is recorded and did not take effect is told as such.
   */
  compare(open: readonly Alert[]): void {
    const waiting = this.list.value.some((act) => act.outcome === 'done' && !act.settled && act.asOf !== undefined);
    if (!waiting) return;
    const alerts = new Map(open.map((alert) => [alert.alertId, alert]));
    this.list.value = this.list.value.map((act) => {
      if (act.outcome !== 'done' || act.settled || act.asOf === undefined) return act;
      const alert = alerts.get(act.alert ?? '');
      if (alert === undefined || alert.standing === 'acked') return { ...act, settled: true };
      if (alert.soundedAt <= act.asOf) return act;
      return { ...act, outcome: 'refused', refusal: { code: 'OUTDATED' } };
    });
  }

  /** A refusal was read. */
  dismiss(key: number): void {
    this.list.value = this.list.value.filter((act) => act.key !== key);
  }

  private ended(act: Act, outcome: 'done' | 'refused', refusal: Refusal | null): void {
    const endedAt = this.now();
    this.list.value = this.list.value.map((one) => (one.key === act.key ? { ...one, outcome, refusal, endedAt } : one));
  }
}

function isSame(a: Wish, b: Wish): boolean {
  return a.action === b.action && a.alert === b.alert && a.asOf === b.asOf && a.patient === b.patient && a.family === b.family && a.note === b.note;
}

/** Why something was refused, in the reader's words. */
export function reasonOf(refusal: Refusal): string {
  return [alertWords.value.codes[refusal.code] ?? refusal.code, refusal.message].filter(Boolean).join(': ');
}

export function progressOf(act: Act, nowMs: number, isLinked: boolean): Progress {
  if (act.outcome !== 'open') return act.outcome;
  return isLinked && nowMs - act.at < LATE_MS ? 'sending' : 'unconfirmed';
}

/** Whether there is anything to say about it: until confirmed and a little longer, or until dismissed. */
export function isTold(act: Act, nowMs: number): boolean {
  return act.outcome !== 'done' || nowMs - (act.endedAt ?? 0) < TOLD_MS;
}

/** Clocks differ: what is asked for ends so much before the bound of the platform. */
const MARGIN_MS = 5_000;

/** When something that lasts from this press on ends: a wish that waits out an outage does not begin anew. */
export function untilMs(platform: Platform, minutes: number): number {
  return Math.round(platform.time() + minutes * 60_000 - MARGIN_MS);
}

const OF = new WeakMap<Platform, Acts>();

/** The acts of whoever is signed in. */
export function actsOf(platform: Platform): Acts {
  const known = OF.get(platform);
  if (known) return known;
  const acts = new Acts((request) => platform.writer.ask(request), () => platform.time(), (act, refusal) => {
    if (route.value.page === 'alerts' || refusal.code === 'CLOSED') return;
    platform.remark(`${alertWords.value.did[act.action]} (${act.patient}) ${alertWords.value.refused}: ${reasonOf(refusal)}`);
  });
  OF.set(platform, acts);
  return acts;
}
