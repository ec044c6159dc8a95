import { computed, shallowRef, watch } from 'vue';
import type { Item, Refusal, Stream } from '@wardstream/client';
import type { Platform } from '../app/platform';
import type { Alert } from '../ward/alerts';
import { Attendance } from '../ward/attendance';
import { Bed, NOBODY, type Person } from '../ward/bed';
import { news2Of, type News2 } from '../ward/news2';
import { Receipts } from '../ward/receipts';
import { isObject, timeOf, VITALS, vitalNamed, type Vital } from '../ward/vitals';

type Json = Readonly<Record<string, unknown>>;

/** That a score has changed is told at once; the values and ages of its parts are asked for this often. */
const AGAIN_MS = 30_000;
/** Vitals and alerts: calm is not shown before both are known. */
const KINDS = 2;
/** After a round has been confirmed: when the score has surely been reckoned. */
const SOON_MS = 1_500;

/** The newest accepted value of a vital, with who measured it and when it came. */
export interface Latest {
  readonly vital: Vital;
  readonly text: string;
  readonly t: number;
  readonly arrivedAt: number | null;
  readonly device: string | null;
}

interface Handlers {
  /** A whole snapshot. */
  readonly whole: (items: Json[]) => void;
  readonly each: (item: Json) => void;
  /** State that is told between events; as an event when left out. */
  readonly state?: (item: Json) => void;
}

/** How far the page has come: it knows the patient, waits, may not see them, or may no longer. */
export type Access = 'loading' | 'open' | 'refused' | 'ended';

/** Everything that is known here about one patient now; closed when the page is left. */
export class Patient {
  readonly bed: Bed;
  readonly latest = shallowRef<ReadonlyMap<Vital, Latest>>(new Map());
  readonly news2 = shallowRef<News2 | null>(null);
  /** When the score was told last, platform time; null before the first snapshot. */
  readonly news2Told = shallowRef<number | null>(null);
  /** Who else watches them; of nobody while that is not known. */
  readonly watchers = computed(() => this.attendance.value?.watchers.value ?? []);
  readonly access = shallowRef<Access>('loading');
  readonly refusal = shallowRef<Refusal | null>(null);
  /** Some of the alerts are in the log, but cannot be read: there may be others than are shown. */
  readonly isIncomplete = shallowRef(false);
  private readonly attendance = shallowRef<Attendance | null>(null);
  private readonly receipts: Receipts | null;
  private readonly live = new Set<string>();
  private streams: Stream[] = [];
  private vitalsStream: Stream | null = null;
  private dirty = false;
  private readonly stop: () => void;
  private timer: ReturnType<typeof setTimeout> | undefined;

  /** @param confirmed whether somebody else on this page confirms that alerts of this patient were delivered */
  constructor(private readonly platform: Platform, readonly id: string, private readonly confirmed: () => boolean) {
    this.bed = new Bed(id);
    this.receipts = platform.isClinician ? new Receipts((request) => platform.writer.send(request)) : null;
    this.stop = watch(platform.now, () => this.second(), { flush: 'sync' });
    this.open();
  }

  /** As the census of their ward says. */
  place(person: Person = NOBODY): void {
    this.bed.takePerson(person as unknown as Json);
    this.bed.publish();
  }

  /** Asks again for what was refused. */
  retry(): void {
    this.closeStreams();
    this.access.value = 'loading';
    this.refusal.value = null;
    this.open();
  }

  /** A round of observations was confirmed: its score comes soon. */
  recorded(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.vitalsStream?.restart(), SOON_MS);
  }

  seen(alert: Alert): void {
    this.receipts?.seen(alert);
  }

  close(): void {
    this.stop();
    clearTimeout(this.timer);
    this.closeStreams();
  }

  private closeStreams(): void {
    for (const stream of this.streams) stream.close();
    this.streams = [];
    this.live.clear();
    this.vitalsStream = null;
    this.attendance.value?.close();
    this.attendance.value = null;
  }

  private open(): void {
    this.vitalsStream = this.watch('vitals', {
      whole: (items) => this.snapshot(items),
      each: (item) => this.event(item),
      state: (item) => this.snapshot([item]),
    });
    this.streams = [
      this.vitalsStream,
      this.watch('alerts', {
        whole: (items) => this.bed.replaceAlerts(items),
        each: (item) => this.bed.takeAlert(item),
      }),
    ];
    this.attendance.value = new Attendance(this.platform, `patients/${this.id}`);
  }

  private watch(kind: string, to: Handlers): Stream {
    let collected: Json[] | null = null;
    const stream = this.platform.client.subscribe<string>(`patients/${this.id}/${kind}`, {
      from: 'snapshot',
      onReset: () => { collected = []; },
      onSnapshot: (items) => {
        if (collected) collected.push(...objects(items));
        else objects(items).forEach(to.state ?? to.each);
        this.draw();
      },
      onLive: () => {
        if (collected) {
          to.whole(collected);
          if (kind === 'alerts') this.isIncomplete.value = false;
        }
        collected = null;
        this.live.add(kind);
        if (this.live.size === KINDS) this.access.value = 'open';
        this.publish();
      },
      onData: (items) => { objects(items).forEach(to.each); this.draw(); },
      onGap: (gap) => {
        if (gap.why === 'revoked') this.end('ended', { code: 'REVOKED' });
        else if (gap.why === 'retention') stream.restart();
        else if (gap.why === 'unreadable' && kind === 'alerts') this.isIncomplete.value = true;
      },
      onEnd: (refusal) => {
        if (refusal && refusal.code !== 'CLOSED') this.end('refused', refusal);
      },
    });
    return stream;
  }

  /** What one may no longer see does not stay on the screen. */
  private end(access: Access, refusal: Refusal): void {
    this.closeStreams();
    this.bed.replaceAlerts([]);
    this.latest.value = new Map();
    this.news2.value = this.news2Told.value = null;
    this.refusal.value = refusal;
    this.access.value = access;
    this.bed.publish();
  }

  private snapshot(items: readonly Json[]): void {
    this.latest.value = new Map();
    for (const item of items) {
      this.bed.takeVitals(item);
      if (isObject(item.latest)) for (const [name, one] of Object.entries(item.latest)) this.newest(name, one);
      this.news2.value = news2Of(item.news2);
    }
    this.news2Told.value = this.platform.time();
  }

  private newest(name: string, one: unknown): void {
    const vital = vitalNamed(name);
    if (vital === null || !isObject(one)) return;
    const t = timeOf(one.t);
    const value = textOf(one.value);
    if (t === null || value === null) return;
    this.keep({ vital, text: value, t, arrivedAt: timeOf(one.arrivedAt), device: textOf(one.device) });
  }

  private event(item: Json): void {
    this.bed.takeVitals(item);
    const device = textOf(item.device);
    const arrivedAt = timeOf(item.arrivedAt);
    for (const reading of Array.isArray(item.readings) ? item.readings.filter(isObject) : []) {
      const t = timeOf(reading.t);
      if (reading.status === 'enteredInError') this.recorded(); // what was newest before, the state knows
      if (t === null || reading.status === 'enteredInError') continue;
      for (const name of Object.keys(reading)) {
        const vital = vitalNamed(name);
        const text = textOf(reading[name]);
        if (vital !== null && text !== null) this.keep({ vital, text, t, arrivedAt, device });
      }
    }
  }

  private keep(latest: Latest): void {
    const known = this.latest.value.get(latest.vital);
    if (known && known.t > latest.t) return;
    this.latest.value = new Map(this.latest.value).set(latest.vital, latest);
  }

  private second(): void {
    const now = this.platform.now.value;
    if (this.bed.expire(now)) this.draw();
    const told = this.news2Told.value;
    if (told === null || this.access.value !== 'open' || this.platform.link.value.phase !== 'up') return;
    if (now - told >= AGAIN_MS) {
      this.news2Told.value = now;
      this.vitalsStream?.restart();
    }
  }

  private draw(): void {
    if (this.dirty) return;
    this.dirty = true;
    requestAnimationFrame(() => this.publish());
  }

  private publish(): void {
    this.dirty = false;
    this.bed.publish();
    if (!this.confirmed()) this.receipts?.delivered([this.bed.view.value]);
  }
}

/** The vitals there is a value of, in their usual order. */
export function listed(latest: ReadonlyMap<Vital, Latest>): Latest[] {
  return VITALS.flatMap((vital) => latest.get(vital) ?? []);
}

function textOf(value: unknown): string | null {
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : null;
  return typeof value === 'string' && value !== '' ? value : null;
}

function objects(items: readonly Item[]): Json[] {
  return items.map((item) => item.data).filter(isObject);
}
