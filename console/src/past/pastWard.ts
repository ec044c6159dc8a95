import { shallowRef } from 'vue';
import type { Gap, Stream } from '@wardstream/client';
import type { Platform } from '../app/platform';
import { Bed, TREND_S, type Person } from '../ward/bed';
import { Order } from '../ward/order';
import { isObject } from '../ward/vitals';
import { AlertRecord } from './alertRecord';
import { Reel } from './reel';

type Json = Readonly<Record<string, unknown>>;

const HOUR_MS = 3_600_000;
/** Alerts are read from so long before the moment, to know which were open then. */
export const ALERTS_BEFORE_MS = 24 * HOUR_MS;
const CREDIT = 2_000;
/** A connection has 256 subscriptions, and other pages need some. */
export const MOST_PATIENTS = 200;

/** A ward, or a single patient, at a moment of the past: the same beds, told by the log instead of live. */
export class PastWard {
  readonly order = shallowRef<readonly string[]>([]);
  /** From 0 to 1 while the log is read for a moment; null when the moment can be shown. */
  readonly progress = shallowRef<number | null>(0);
  readonly gap = shallowRef<Gap | null>(null);
  readonly refused = shallowRef<string | null>(null);
  /** Grows with every alert event that is read. */
  readonly alertsRead = shallowRef(0);
  /** Another number for every moment that was read afresh. */
  readonly reading = shallowRef(0);
  readonly record = new AlertRecord();
  private readonly beds = shallowRef<ReadonlyMap<string, Bed>>(new Map());
  private next = new Map<string, Bed>();
  private reels = new Map<string, Reel>();
  private sorting = new Order();
  private alerts: Stream | null = null;
  private alertsFromMs = Number.POSITIVE_INFINITY;
  private alertsDone = false;
  private alertsGap: Gap | null = null;
  private shownMs = 0;
  private wantedMs = 0;

  /**
   * @param scope `wards/{id}` or `patients/{id}`: whose alerts are read
   * @param people who is shown, as known now
   */
  constructor(
    private readonly platform: Platform,
    private readonly scope: string,
    private readonly people: ReadonlyMap<string, Person | null>,
  ) {}

  bed(patient: string): Bed | undefined {
    return this.beds.value.get(patient);
  }

  /** Up to where everything is known. */
  get readMs(): number {
    return this.progress.value === null ? this.leastRead() : this.wantedMs;
  }

  /** Reads the log for a moment; nothing is shown until it is known whole. */
  jump(atMs: number): void {
    this.wantedMs = atMs;
    this.progress.value = 0;
    this.gap.value = null;
    this.closeReels();
    this.next = new Map([...this.people].map(([patient, person]) => [patient, bedOf(patient, person)]));
    this.readAlerts(atMs - ALERTS_BEFORE_MS);
    for (const patient of [...this.people.keys()].slice(0, MOST_PATIENTS)) {
      this.reels.set(patient, new Reel(this.platform.client, patient, atMs - TREND_S * 1000));
    }
  }

  /** Shows the moment, once it can be; then everything that became known since the last one. */
  tick(atMs: number): void {
    if (this.progress.value !== null && !this.begin()) return;
    if (atMs === this.shownMs) return;
    for (const [patient, reel] of this.reels) {
      const bed = this.beds.value.get(patient);
      for (const put of reel.take(atMs)) bed?.takeVitals(put);
    }
    const gaps = [...this.reels.values()].map((reel) => reel.gap);
    this.gap.value = gaps.find((gap) => gap !== null && gap.why !== 'conflated') ?? this.alertsGap;
    for (const event of this.record.between(this.shownMs, atMs)) {
      this.beds.value.get(String(event.patient))?.takeAlert(event);
    }
    this.shownMs = atMs;
    for (const bed of this.beds.value.values()) {
      bed.expire(atMs);
      bed.publish();
    }
    this.sort(atMs);
  }

  close(): void {
    this.closeReels();
    this.alerts?.close();
  }

  /** Takes what led to the moment; true when all of it has come, and the moment is shown. */
  private begin(): boolean {
    let ready = this.alertsDone ? 1 : 0;
    for (const [patient, reel] of this.reels) {
      for (const put of reel.take(this.wantedMs)) this.next.get(patient)?.takeVitals(put);
      if (reel.readMs >= this.wantedMs) ready += 1;
    }
    if (ready <= this.reels.size) {
      this.progress.value = ready / (this.reels.size + 1);
      return false;
    }
    this.beds.value = this.next;
    this.reading.value += 1;
    this.shownMs = 0;
    this.sorting = new Order();
    this.progress.value = null;
    return true;
  }

  private leastRead(): number {
    return Math.min(...[...this.reels.values()].map((reel) => reel.readMs), Number.POSITIVE_INFINITY);
  }

  private readAlerts(fromMs: number): void {
    if (fromMs >= this.alertsFromMs) return;
    this.alerts?.close();
    this.alertsFromMs = fromMs;
    this.alertsDone = false;
    this.alertsGap = null;
    this.record.clear();
    this.alerts = this.platform.client.subscribe<string>(`${this.scope}/alerts`, {
      from: { time: new Date(fromMs).toISOString() },
      credit: CREDIT,
      onData: (items) => {
        for (const { data } of items) if (isObject(data)) this.record.take(data);
        this.alertsRead.value += items.length;
      },
      onLive: () => { this.alertsDone = true; },
      onGap: (gap) => { if (gap.why === 'retention') this.alertsGap = gap; },
      onEnd: (refusal) => {
        if (refusal && refusal.code !== 'CLOSED') this.refused.value = refusal.message ?? refusal.code;
      },
    });
  }

  private closeReels(): void {
    for (const reel of this.reels.values()) reel.close();
    this.reels.clear();
  }

  private sort(atMs: number): void {
    const slots = [...this.beds.value.values()].map((bed) => {
      const { patient, person, need } = bed.view.value;
      return { patient, bed: person.bed ?? '~', need };
    });
    const order = this.sorting.of(slots, atMs);
    if (order.length === this.order.value.length && order.every((one, i) => one === this.order.value[i])) return;
    this.order.value = order;
  }
}

function bedOf(patient: string, person: Person | null): Bed {
  const bed = new Bed(patient);
  if (person) bed.takePerson(person as unknown as Json);
  return bed;
}
