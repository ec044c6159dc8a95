import { shallowRef } from 'vue';
import type { Gap, Item, Refusal, Stream } from '@wardstream/client';
import type { Platform } from '../app/platform';
import { isObject, timeOf, type Vital } from '../ward/vitals';
import { Episodes, type Episode } from './episodes';
import { MINUTE_MS, Minutes } from './minutes';
import { Samples } from './samples';
import { grainOf, lengthOf, type Grain, type Span } from './span';

type Json = Readonly<Record<string, unknown>>;

/** What comes later than this after its time is on the charts of minutes alone. */
const LATE_MS = 15 * MINUTE_MS;
/** Alerts are read from so long before the span: one that lasts longer is known from those that are open. */
const ALERTS_BEFORE_MS = 24 * 60 * MINUTE_MS;
/** Items on their way at a time. */
const CREDIT = 2_000;
/** A live span may go on so long before it is read afresh. */
const GROWS_MIN = 120;

/** One reading of the log: the charts of a span, as far as they have come. */
export class Chapter {
  readonly samples = new Samples();
  readonly minutes: Minutes;
  readonly grain: Grain;
  reachedMs: number;
  isDone = false;
  /** The log no longer has, or cannot tell, part of it. */
  gap: Gap | null = null;
  /** Why there is nothing more. */
  refusal: Refusal | null = null;
  private keptFromMs: number;
  private readonly stream: Stream;

  constructor(platform: Platform, patient: string, readonly span: Span, changed: () => void) {
    this.grain = grainOf(span);
    // A little more than asked for, so that a line does not begin at the edge.
    const fromMs = span.fromMs - MINUTE_MS;
    this.reachedMs = this.keptFromMs = fromMs;
    const places = Math.ceil(lengthOf(span) / MINUTE_MS) + GROWS_MIN;
    this.minutes = new Minutes(fromMs, this.grain === 'minutes' ? places : 0);
    const kind = this.grain === 'readings' ? 'vitals' : 'windows';
    this.stream = platform.client.subscribe<string>(`patients/${patient}/${kind}`, {
      from: { time: new Date(fromMs).toISOString() },
      credit: CREDIT,
      onData: (items) => { for (const item of items) this.take(item); changed(); },
      onLive: () => { this.done(); changed(); },
      onGap: (gap) => { if (gap.why !== 'conflated') this.gap = gap; changed(); },
      onEnd: (refusal) => { this.isDone = true; this.refusal = refusal ?? null; changed(); },
    });
  }

  /** From 0 to 1: how much of the span has been read. */
  get progress(): number {
    return this.isDone ? 1 : Math.min(1, Math.max(0, (this.reachedMs - this.span.fromMs) / lengthOf(this.span)));
  }

  /** Whether it can show a span: of its grain, and within what it reads. */
  holds(span: Span): boolean {
    const inside = span.fromMs >= this.keptFromMs && (this.span.live || span.toMs <= this.span.toMs);
    return inside && grainOf(span) === this.grain && (this.grain === 'readings' || this.minutes.holds(span.toMs));
  }

  has(vital: Vital): boolean {
    return this.samples.has(vital) || this.minutes.has(vital);
  }

  /** Lets go what a span that moves on has left behind. */
  forgetBefore(ms: number): void {
    if (this.grain !== 'readings' || ms <= this.keptFromMs) return;
    this.keptFromMs = ms;
    this.samples.forgetBefore(ms);
  }

  close(): void {
    this.stream.close();
  }

  private take({ data }: Item): void {
    if (!isObject(data)) return;
    const at = timeOf(this.grain === 'readings' ? data.arrivedAt : data.start);
    if (at !== null) this.reachedMs = Math.max(this.reachedMs, at);
    if (this.grain === 'readings') this.samples.take(data);
    else this.minutes.take(data);
    if (!this.span.live && this.reachedMs > this.span.toMs + LATE_MS) this.done();
  }

  /** A live span goes on with what comes; one of the past has all it needs. */
  private done(): void {
    this.isDone = true;
    if (!this.span.live) this.stream.close();
  }
}

/**
 * The past of one patient, read from the log for the span that is shown. What was shown stays until
 * the next chapter has something; each is closed when it is no longer needed.
 */
export class History {
  /** Grows whenever something to draw has come. */
  readonly revision = shallowRef(0);
  readonly shown = shallowRef<Chapter | null>(null);
  /** How much of what is wanted has been read; null when there is nothing to wait for. */
  readonly progress = shallowRef<number | null>(null);
  readonly gap = shallowRef<Gap | null>(null);
  /** Why values, or episodes of alerts, are missing. */
  readonly refusal = shallowRef<Refusal | null>(null);
  readonly alertsMissing = shallowRef(false);
  private next: Chapter | null = null;
  private episodes = new Episodes();
  private alerts: Stream | null = null;
  private alertsFromMs = Number.POSITIVE_INFINITY;
  private pending = false;

  constructor(private readonly platform: Platform, private readonly patient: string) {}

  /** Reads what a span needs and is not there yet. */
  want(span: Span): void {
    this.wantAlerts(span.fromMs - ALERTS_BEFORE_MS);
    if (this.next?.holds(span)) return;
    if (this.shown.value?.holds(span)) {
      this.next?.close();
      this.next = null;
      if (span.live) this.shown.value.forgetBefore(span.fromMs - 10 * MINUTE_MS);
      this.changed(this.shown.value);
      return;
    }
    this.next?.close();
    const chapter: Chapter = new Chapter(this.platform, this.patient, span, () => this.changed(chapter));
    this.next = chapter;
    if (this.shown.value === null) this.turn();
    this.changed(chapter);
  }

  episodesWithin(span: Span): Episode[] {
    return this.episodes.within(span);
  }

  /** Alerts that are open now, some of which began before what was read. */
  takeOpen(alerts: Parameters<Episodes['takeOpen']>[0][]): void {
    for (const alert of alerts) this.episodes.takeOpen(alert);
    this.draw();
  }

  close(): void {
    this.next?.close();
    this.shown.value?.close();
    this.alerts?.close();
    this.next = null;
    this.shown.value = null;
  }

  private wantAlerts(fromMs: number): void {
    if (fromMs >= this.alertsFromMs) return;
    this.alerts?.close();
    this.alertsFromMs = fromMs;
    const episodes = new Episodes();
    this.episodes = episodes;
    this.alertsMissing.value = false;
    this.alerts = this.platform.client.subscribe<string>(`patients/${this.patient}/alerts`, {
      from: { time: new Date(fromMs).toISOString() },
      credit: CREDIT,
      onData: (items) => {
        for (const { data } of items) if (isObject(data)) episodes.take(data as Json);
        this.draw();
      },
      onGap: ({ why }) => { if (why !== 'conflated') this.alertsMissing.value = true; },
      onEnd: (refusal) => { if (refusal && refusal.code !== 'CLOSED') this.alertsMissing.value = true; },
    });
  }

  private changed(chapter: Chapter): void {
    if (chapter !== this.next && chapter !== this.shown.value) return;
    if (chapter === this.next && chapter.isDone) this.turn();
    const waiting = this.next ?? this.shown.value;
    this.progress.value = waiting === null || waiting.isDone ? null : waiting.progress;
    this.gap.value = this.shown.value?.gap ?? null;
    this.refusal.value = this.shown.value?.refusal ?? null;
    this.draw();
  }

  private turn(): void {
    this.shown.value?.close();
    this.shown.value = this.next;
    this.next = null;
  }

  private draw(): void {
    if (this.pending) return;
    this.pending = true;
    requestAnimationFrame(() => {
      this.pending = false;
      this.revision.value += 1;
    });
  }
}
