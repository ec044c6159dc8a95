import { computed, shallowRef, watch } from 'vue';
import {
  UNLINKED, type Handlers, type Item, type Link, type Refusal, type Stream, type StreamOptions,
} from '@wardstream/client';
import type { Platform } from '../app/platform';
import type { Alert } from './alerts';
import { announcementOf } from './announcement';
import { Bed, TREND_S } from './bed';
import { Order } from './order';
import { Receipts } from './receipts';
import type { Trend } from './trend';
import { isObject, measuresOf } from './vitals';

const HIDDEN_FRAME_MS = 500;
/** Values change all the time, and nobody reads faster: they are drawn this often. What alarms is drawn at once. */
const CALM_FRAME_MS = 250;
/** How often readings give a sign of life while nobody looks at them. */
export const PULSE_MS = 10_000;

type Json = Readonly<Record<string, unknown>>;
type Kind = 'census' | 'vitals' | 'alerts';

/**
 * Everything that is known here about one ward, or about one patient who is somebody's own: who lies in it and what alarms them, and while
 * somebody looks, their vitals. Items are taken as they come and made visible together: what
 * alarms with the next animation frame, values four times a second. A new snapshot replaces the old state when it is complete, so that a reconnect never shows
 * a calm half.
 */
export class Ward {
  /** Patients in the order of the wall. */
  readonly order = shallowRef<readonly string[]>([]);
  /** When readings last arrived, platform time. */
  readonly lastReadings = shallowRef<number | null>(null);
  /** When the page was first linked, platform time. */
  readonly liveSince = shallowRef<number | null>(null);
  readonly loaded = shallowRef<ReadonlySet<Kind>>(new Set());
  readonly refusals = shallowRef<ReadonlyMap<Kind, Refusal>>(new Map());
  /** For the live region. */
  readonly announcement = shallowRef<{ readonly text: string }>({ text: '' });
  /** Somebody looks at the vitals: every reading is told, not only a sign of life now and then. */
  get isLookedAt(): boolean {
    return this.lookers > 0;
  }

  /** A stream of it has ended, as for want of a right. */
  get isBarred(): boolean {
    return [...this.refusals.value.values()].some(({ code }) => code !== 'UNREADABLE');
  }

  /** It is known what alarms them, and nothing of it was refused. */
  readonly isKnown = computed(() => this.loaded.value.has('alerts') && !this.refusals.value.has('alerts')
    && (this.kind === 'patients' || (this.loaded.value.has('census') && !this.refusals.value.has('census'))));

  readonly open = computed(() => this.order.value.flatMap((p) => this.bed(p)?.view.value.alerts ?? []));

  private readonly beds = new Map<string, Bed>();
  private readonly gone = new Set<string>();
  private readonly dirty = new Set<Bed>();
  private readonly sorting = new Order();
  private readonly announced = new Set<string>();
  private readonly receipts: Receipts | null;
  private readonly streams: Stream[];
  private readonly alertStream: Stream;
  private vitalsStreams: Stream[] = [];
  private lookers = 0;
  private backfilled = false;
  private phase: Link['phase'] = UNLINKED.phase;
  private readonly stops: (() => void)[];
  private framePending = false;
  private drawnAt = 0;
  private calmFrame: ReturnType<typeof setTimeout> | undefined;
  private hiddenFrame: ReturnType<typeof setTimeout> | undefined;

  /** What its streams begin with, as in `wards/icu-1`. */
  readonly path: string;

  /** @param kind `patients` for a single one, whose id it is: nobody lies there beside them, and nobody asks for their bed */
  constructor(private readonly platform: Platform, readonly id: string, readonly kind: 'wards' | 'patients' = 'wards') {
    this.path = `${kind}/${id}`;
    const { writer, isClinician } = platform;
    this.receipts = isClinician ? new Receipts((request) => writer.send(request)) : null;
    this.alertStream = this.watch('alerts', (items) => this.alerts(items), (item) => this.alert(item));
    this.streams = kind === 'patients' ? [this.alertStream]
      : [this.watch('census', (items) => this.census(items), (item) => this.moved(item)), this.alertStream, this.pulse()];
    this.stops = [
      watch(platform.now, () => this.second(), { flush: 'sync' }),
      watch(platform.link, () => this.linked(), { flush: 'sync' }),
    ];
  }

  /** Somebody looks at the vitals, until the function that is returned is called. */
  look(): () => void {
    this.lookers += 1;
    if (this.lookers === 1) this.openVitals();
    let over = false;
    return () => {
      if (over) return;
      over = true;
      this.lookers -= 1;
      if (this.lookers === 0) this.closeVitals();
    };
  }

  /** A sign of life of the readings now and then, also while nobody looks at them. */
  private pulse(): Stream {
    return this.platform.client.subscribe<string>(`${this.path}/vitals`, {
      from: 'live', deliver: 'latest', intervalMs: PULSE_MS,
      onData: () => { this.lastReadings.value = this.platform.time(); },
    });
  }

  private openVitals(): void {
    const state = (item: Json): void => this.vitals(item);
    const stream = this.watch('vitals', (items) => items.forEach(state), (item) => {
      this.lastReadings.value = this.platform.time();
      this.vitals(item);
    }, state);
    this.vitalsStreams = [stream];
    this.linked();
  }

  private closeVitals(): void {
    for (const stream of this.vitalsStreams) stream.close();
    this.vitalsStreams = [];
    this.backfilled = false;
    this.loaded.value = new Set([...this.loaded.value].filter((kind) => kind !== 'vitals'));
  }

  bed(patient: string): Bed | undefined {
    return this.beds.get(patient);
  }

  /** Fills `trend` with a patient's past from `fromMs` on, and keeps it growing. */
  follow(patient: string, fromMs: number, trend: Trend, changed: () => void): () => void {
    const stream = this.platform.client.subscribe<string>(
      `patients/${patient}/vitals`, {
        from: { time: new Date(fromMs).toISOString() },
        onData: (items) => {
          for (const item of objects(items)) measuresOf(item).forEach((m) => trend.add(m));
          changed();
        },
      },
    );
    return () => stream.close();
  }

  /** An alert was visible on a lit screen. */
  seen(alert: Alert): void {
    this.receipts?.seen(alert);
  }

  close(): void {
    for (const stop of this.stops) stop();
    this.closeVitals();
    for (const stream of this.streams) stream.close();
  }

  /**
   * The past is asked for by platform time, which is known from the greeting on. What changed of
   * the scores while the link was gone, nobody tells: they are read again.
   */
  private linked(): void {
    const { phase } = this.platform.link.value;
    const cameUp = phase === 'up' && this.phase !== 'up';
    this.phase = phase;
    if (phase !== 'up') return;
    this.liveSince.value ??= this.platform.time();
    if (this.lookers === 0) return;
    if (!this.backfilled) {
      this.backfilled = true;
      this.backfill();
    } else if (cameUp) {
      this.readOnce({ from: 'snapshot', onSnapshot: (items) => objects(items).forEach((item) => this.vitals(item)) });
    }
  }

  /** Collects the snapshot of a stream, hands it over whole, then each later item. */
  private watch(
    kind: Kind, whole: (items: Json[]) => void, each: (item: Json) => void, state = each,
  ): Stream {
    let collected: Json[] | null = null;
    const stream = this.platform.client.subscribe<string>(`${this.path}/${kind}`, {
      from: 'snapshot',
      deliver: 'every',
      onReset: () => { collected = []; },
      onSnapshot: (items) => {
        if (collected) collected.push(...objects(items));
        else objects(items).forEach(state);
        this.draw(kind !== 'vitals');
      },
      onLive: () => {
        if (collected !== null) whole(collected);
        collected = null;
        this.loaded.value = new Set(this.loaded.value).add(kind);
        this.allow(kind);
        this.draw(true);
      },
      onData: (items) => {
        objects(items).forEach(each);
        // A page in the background is woken too seldom for what may have to sound.
        if (kind === 'alerts' && document.hidden) this.frame();
        else this.draw(kind !== 'vitals');
      },
      onGap: (gap) => {
        if (gap.why === 'revoked') this.revoked(kind);
        else if (gap.why === 'retention') stream.restart();
        else if (gap.why === 'unreadable' && kind === 'alerts') this.refuse(kind, { code: 'UNREADABLE' });
      },
      onEnd: (refusal) => { if (refusal) this.refuse(kind, refusal); },
    });
    return stream;
  }

  private allow(kind: Kind): void {
    if (!this.refusals.value.has(kind)) return;
    const others = new Map(this.refusals.value);
    others.delete(kind);
    this.refusals.value = others;
  }

  private refuse(kind: Kind, refusal: Refusal): void {
    this.refusals.value = new Map(this.refusals.value).set(kind, refusal);
  }

  /** A right that is lost also ends what is on the screen. */
  private revoked(kind: Kind): void {
    this.refuse(kind, { code: 'REVOKED' });
    this.beds.clear();
    this.sort();
  }

  /** The last minutes for the small trends; the wall itself does not wait for it. */
  private backfill(): void {
    this.readOnce({
      from: { time: new Date(this.platform.time() - TREND_S * 1000).toISOString() },
      onData: (items) => objects(items).forEach((item) => this.vitals(item)),
    });
  }

  private readOnce(how: StreamOptions & Handlers<string>): void {
    const stream = this.platform.client.subscribe<string>(`${this.path}/vitals`, {
      ...how,
      onLive: () => {
        stream.close();
        this.vitalsStreams = this.vitalsStreams.filter((one) => one !== stream);
      },
    });
    this.vitalsStreams.push(stream);
  }

  private census(items: readonly Json[]): void {
    const here = new Set(items.map((item) => String(item.patient)));
    for (const patient of this.beds.keys()) if (!here.has(patient)) this.leave(patient);
    items.forEach((item) => this.moved(item));
  }

  private moved(item: Json): void {
    const patient = String(item.patient);
    if (item.gone === true || item.left === true) {
      this.leave(patient);
      return;
    }
    // What was told about the patient's alerts before this was not taken: ask for them afresh.
    if (this.gone.delete(patient)) this.alertStream.restart();
    this.change(patient, (bed) => bed.takePerson(item));
  }

  private leave(patient: string): void {
    this.gone.add(patient);
    this.beds.delete(patient);
    this.sort();
  }

  private vitals(item: Json): void {
    this.change(String(item.patient), (bed) => bed.takeVitals(item));
  }

  private alert(item: Json): void {
    this.change(String(item.patient), (bed) => bed.takeAlert(item));
  }

  private alerts(items: readonly Json[]): void {
    const patients = new Set([...this.beds.keys(), ...items.map((item) => String(item.patient))]);
    for (const patient of patients) {
      const open = items.filter((item) => item.patient === patient);
      this.change(patient, (bed) => bed.replaceAlerts(open));
    }
  }

  /** A patient who has left stays away until the census says otherwise, whatever is in flight. */
  private change(patient: string, apply: (bed: Bed) => void): void {
    if (this.gone.has(patient)) return;
    let bed = this.beds.get(patient);
    if (!bed) {
      bed = new Bed(patient);
      this.beds.set(patient, bed);
    }
    apply(bed);
    this.dirty.add(bed);
    this.draw();
  }

  /** A hidden page gets no animation frames, also not the one it was waiting for when it was hidden. */
  private draw(atOnce = false): void {
    if (document.hidden) {
      this.hiddenFrame ??= setTimeout(() => this.frame(), HIDDEN_FRAME_MS);
      return;
    }
    if (this.framePending) return;
    const calmMs = this.drawnAt + CALM_FRAME_MS - performance.now();
    if (atOnce || calmMs <= 0) {
      this.framePending = true;
      requestAnimationFrame(() => this.frame());
    } else {
      this.calmFrame ??= setTimeout(() => { this.calmFrame = undefined; this.draw(true); }, calmMs);
    }
  }

  private frame(): void {
    this.framePending = false;
    this.drawnAt = performance.now();
    clearTimeout(this.hiddenFrame);
    clearTimeout(this.calmFrame);
    this.hiddenFrame = this.calmFrame = undefined;
    for (const bed of this.dirty) bed.publish();
    this.dirty.clear();
    this.sort();
    const views = [...this.beds.values()].map((b) => b.view.value);
    this.receipts?.delivered(views);
    const announcement = announcementOf(views, this.announced);
    if (announcement !== '') this.announcement.value = { text: announcement };
  }

  private second(): void {
    const now = this.platform.now.value;
    for (const bed of this.beds.values()) if (bed.expire(now)) this.dirty.add(bed);
    if (this.dirty.size > 0) this.draw(); // also what a frame was due for that never came
    this.sort();
  }

  private sort(): void {
    const slots = [...this.beds.values()].map((bed) => {
      const { patient, person, need } = bed.view.value;
      return { patient, bed: person.bed ?? '~', need };
    });
    const order = this.sorting.of(slots, Date.now());
    const same = order.length === this.order.value.length
      && order.every((patient, i) => patient === this.order.value[i]);
    if (same) return;
    this.order.value = order;
  }
}

function objects(items: readonly Item[]): Json[] {
  return items.map((item) => item.data).filter(isObject);
}
