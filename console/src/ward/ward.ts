import { computed, shallowRef } from 'vue';
import {
  Client, UNLINKED, Writer, type Item, type Link, type Refusal, type Socket, type Stream,
} from '@wardstream/client';
import type { Alert } from './alerts';
import { announcementOf } from './announcement';
import { Bed, TREND_S } from './bed';
import { Order } from './order';
import { isClinician, Receipts } from './receipts';
import type { Trend } from './trend';
import { isObject, measuresOf } from './vitals';

const TICK_MS = 1_000;
const HIDDEN_FRAME_MS = 500;
/** Receipts that wait longer than this do not get through. */
const RECEIPTS_LATE_MS = 15_000;

type Json = Readonly<Record<string, unknown>>;
type Kind = 'census' | 'vitals' | 'alerts';

export interface WardOptions {
  readonly url: string;
  readonly token: string;
  readonly ward: string;
  /** Where receipts go; a wall without it, or without a clinician's token, sends none. */
  readonly ingestUrl?: string;
  /** How to open a socket; the browser's own when left out. */
  readonly open?: (url: string) => Socket;
}

/**
 * Everything the wall shows about one ward, kept by three subscriptions. Items are taken as they
 * come and made visible once per animation frame. A new snapshot replaces the old state when it is
 * complete, so that a reconnect never shows a calm half.
 */
export class Ward {
  readonly link = shallowRef<Link>(UNLINKED);
  /** Patients in the order of the wall. */
  readonly order = shallowRef<readonly string[]>([]);
  /** Platform time, once a second. */
  readonly now = shallowRef(Date.now());
  /** When readings last arrived, platform time. */
  readonly lastReadings = shallowRef<number | null>(null);
  /** When this page was first greeted, platform time. */
  readonly liveSince = shallowRef<number | null>(null);
  readonly loaded = shallowRef<ReadonlySet<Kind>>(new Set());
  readonly refusals = shallowRef<ReadonlyMap<Kind, Refusal>>(new Map());
  /** The platform does not take receipts: what is shown here counts as undelivered. */
  readonly receiptsLate = shallowRef(false);
  /** For the live region. */
  readonly announcement = shallowRef('');
  readonly open = computed(() => this.order.value.flatMap((p) => this.bed(p)?.view.value.alerts ?? []));

  private readonly beds = new Map<string, Bed>();
  private readonly gone = new Set<string>();
  private readonly dirty = new Set<Bed>();
  private readonly sorting = new Order();
  private readonly announced = new Set<string>();
  private readonly client: Client;
  private readonly writer: Writer | null;
  private readonly receipts: Receipts | null;
  private receiptsWaitSince: number | null = null;
  private readonly alertStream: Stream;
  private readonly tick: ReturnType<typeof setInterval>;
  private framePending = false;

  constructor(private readonly options: WardOptions) {
    this.client = new Client({
      url: options.url,
      token: options.token,
      name: 'ward-console/1.0',
      onLink: (link) => this.linked(link),
      open: options.open,
    });
    const { ingestUrl, token, open } = options;
    const writer = ingestUrl !== undefined && isClinician(token)
      ? new Writer({ url: ingestUrl, token, name: 'ward-console/1.0', open }) : null;
    this.writer = writer;
    this.receipts = writer && new Receipts((request) => writer.send(request));
    const stream = (kind: Kind): string => `wards/${options.ward}/${kind}`;
    this.watch('census', stream('census'), (items) => this.census(items), (item) => this.moved(item));
    this.alertStream = this.watch('alerts', stream('alerts'), (items) => this.alerts(items), (item) => this.alert(item));
    this.watch('vitals', stream('vitals'), (items) => items.forEach((i) => this.vitals(i)), (item) => {
      this.lastReadings.value = this.platformTime();
      this.vitals(item);
    });
    this.tick = setInterval(() => this.second(), TICK_MS);
  }

  bed(patient: string): Bed | undefined {
    return this.beds.get(patient);
  }

  /** Fills `trend` with a patient's past from `fromMs` on, and keeps it growing. */
  follow(patient: string, fromMs: number, trend: Trend, changed: () => void): () => void {
    const stream = this.client.subscribe<string>(
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

  nudge(): void {
    this.client.nudge();
  }

  /** A newer token of the same person. */
  renew(token: string): void {
    this.client.renew(token);
    this.writer?.renew(token);
  }

  close(): void {
    clearInterval(this.tick);
    this.client.close();
    this.writer?.close();
  }

  /** The past is asked for by platform time, which is known from the greeting on. */
  private linked(link: Link): void {
    const first = link.phase === 'up' && this.liveSince.value === null;
    this.link.value = link;
    if (!first) return;
    this.liveSince.value = this.platformTime();
    this.backfill(`wards/${this.options.ward}/vitals`);
  }

  private platformTime(): number {
    return Date.now() + this.link.value.skewMs;
  }

  /** Collects the snapshot of a stream, hands it over whole, then each later item. */
  private watch(
    kind: Kind, name: string, whole: (items: Json[]) => void, each: (item: Json) => void,
  ): Stream {
    let collected: Json[] | null = null;
    const stream = this.client.subscribe<string>(name, {
      from: 'snapshot',
      deliver: 'every',
      onReset: () => { collected = []; },
      onSnapshot: (items) => {
        if (collected) collected.push(...objects(items));
        else objects(items).forEach(each);
        this.draw();
      },
      onLive: () => {
        if (collected !== null) whole(collected);
        collected = null;
        this.loaded.value = new Set(this.loaded.value).add(kind);
        this.draw();
      },
      onData: (items) => { objects(items).forEach(each); this.draw(); },
      onGap: (gap) => {
        if (gap.why === 'revoked') this.revoked(kind);
        else if (gap.why === 'retention') stream.restart();
      },
      onEnd: (refusal) => { if (refusal) this.refuse(kind, refusal); },
    });
    return stream;
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
  private backfill(name: string): void {
    const from = { time: new Date(this.platformTime() - TREND_S * 1000).toISOString() };
    const stream = this.client.subscribe<string>(name, {
      from,
      onData: (items) => objects(items).forEach((item) => this.vitals(item)),
      onLive: () => stream.close(),
    });
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

  private draw(): void {
    if (this.framePending) return;
    this.framePending = true;
    // A hidden page gets no animation frames, but its title still counts the alerts.
    if (document.hidden) setTimeout(() => this.frame(), HIDDEN_FRAME_MS);
    else requestAnimationFrame(() => this.frame());
  }

  private frame(): void {
    this.framePending = false;
    for (const bed of this.dirty) bed.publish();
    this.dirty.clear();
    this.sort();
    const views = [...this.beds.values()].map((b) => b.view.value);
    this.receipts?.delivered(views);
    const announcement = announcementOf(views, this.announced);
    if (announcement !== '') this.announcement.value = announcement;
  }

  private second(): void {
    this.now.value = this.platformTime();
    for (const bed of this.beds.values()) if (bed.expire(this.now.value)) this.dirty.add(bed);
    if (this.dirty.size > 0) this.draw();
    this.watchReceipts();
    this.sort();
  }

  private watchReceipts(): void {
    if (!this.writer || this.writer.pending === 0) this.receiptsWaitSince = null;
    else this.receiptsWaitSince ??= Date.now();
    this.receiptsLate.value = this.receiptsWaitSince !== null
      && Date.now() - this.receiptsWaitSince >= RECEIPTS_LATE_MS;
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
