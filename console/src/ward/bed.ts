import { shallowRef, type ShallowRef } from 'vue';
import { byNeed, folded, need, type Alert } from './alerts';
import { inactivated, isInactivation, type Inactivation } from './inactivation';
import { news2Of, type News2 } from './news2';
import { Trend } from './trend';
import { measuresOf, objectsIn, timeOf, vitalNamed, type Measure, type Vital } from './vitals';

/** Span of the small trend, s. */
export const TREND_S = 300;
const KEPT_STEPS = 30;

type Json = Readonly<Record<string, unknown>>;

/** Who lies there, as the census says. */
export interface Person {
  readonly bed: string | null;
  readonly name: string | null;
  readonly ageYears: number | null;
  readonly sex: string | null;
  readonly profile: string | null;
}

/** A value that was recorded as sent but cannot be shown as a number. */
export interface Unusable {
  readonly value: string;
  readonly why: string;
  readonly t: number | null;
}

/** One step in the life of an alert, as it happened while this page was open. */
export interface Step {
  readonly seq: number;
  readonly at: number | null;
  readonly type: string;
  readonly family: string;
  readonly severity: string;
  readonly value: string | null;
}

/** What a tile shows; replaced as a whole, at most once per frame. */
export interface BedView {
  readonly patient: string;
  readonly person: Person;
  readonly values: Readonly<Partial<Record<Vital, Measure>>>;
  readonly unusable: Readonly<Partial<Record<Vital, Unusable>>>;
  /** NEWS2, where the platform has scored it. */
  readonly score: News2 | null;
  /** Open alerts, most needed first. */
  readonly alerts: readonly Alert[];
  /** Pauses and alarm-offs in force, the one that ends first in front. */
  readonly inactivations: readonly Inactivation[];
  readonly steps: readonly Step[];
  readonly need: number;
}

/** Steps that nobody needs to read about. */
const QUIET: ReadonlySet<string> = new Set(['DELIVERED', 'SEEN']);

function keep<T>(map: Map<string, T>, key: string, value: T | null): void {
  if (value === null) map.delete(key);
  else map.set(key, value);
}

/** Nobody the census knows. */
export const NOBODY: Person = { bed: null, name: null, ageYears: null, sex: null, profile: null };

/** One bed and its patient. Takes items as they come; `publish` makes them visible. */
export class Bed {
  readonly trend = new Trend(TREND_S);
  readonly view: ShallowRef<BedView>;
  private person = NOBODY;
  private values: Partial<Record<Vital, Measure>> = {};
  private unusable: Partial<Record<Vital, Unusable>> = {};
  private score: News2 | null = null;
  private alerts = new Map<string, Alert>();
  private inactivations = new Map<string, Inactivation>();
  private steps: Step[] = [];

  constructor(readonly patient: string) {
    this.view = shallowRef(this.snapshot());
  }

  takePerson(item: Json): void {
    const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);
    this.person = {
      bed: text(item.bed),
      name: text(item.name),
      ageYears: typeof item.ageYears === 'number' ? item.ageYears : null,
      sex: text(item.sex),
      profile: text(item.profile),
    };
  }

  /** Late values join the trend; only a newer one replaces what is shown; what was taken back goes. */
  takeVitals(item: Json): void {
    this.takeBack(item);
    for (const measure of measuresOf(item)) {
      this.trend.add(measure);
      const shown = this.values[measure.vital];
      if (shown === undefined || measure.t >= shown.t) this.values[measure.vital] = measure;
    }
    this.takeUnusable(item);
    this.score = news2Of(item.news2) ?? this.score;
  }

  takeAlert(item: Json): void {
    const family = String(item.family);
    if (isInactivation(family)) {
      keep(this.inactivations, family, inactivated(this.inactivations.get(family), item));
    } else {
      const alertId = String(item.alertId);
      keep(this.alerts, alertId, folded(this.alerts.get(alertId), item));
    }
    if (typeof item.type === 'string' && !QUIET.has(item.type)) this.remember(item);
  }

  /** Ends what has run out, whether or not anybody says so; true when something has. */
  expire(nowMs: number): boolean {
    const over = [...this.inactivations.values()].filter((one) => one.until <= nowMs);
    for (const one of over) this.inactivations.delete(one.family);
    return over.length > 0;
  }

  replaceAlerts(items: readonly Json[]): void {
    this.alerts = new Map();
    this.inactivations = new Map();
    for (const item of items) this.takeAlert(item);
  }

  publish(): void {
    this.view.value = this.snapshot();
  }

  private takeBack(item: Json): void {
    for (const reading of objectsIn(item.readings)) {
      if (reading.status !== 'enteredInError') continue;
      const t = timeOf(reading.t);
      for (const name of Object.keys(reading)) {
        const vital = vitalNamed(name);
        if (vital !== null && this.values[vital]?.t === t) delete this.values[vital];
      }
    }
  }

  private takeUnusable(item: Json): void {
    const readings = objectsIn(item.readings);
    for (const one of objectsIn(item.unusable)) {
      const vital = vitalNamed(String(one.vital));
      const t = typeof one.reading === 'number' ? timeOf(readings[one.reading]?.t) : null;
      if (vital) this.unusable[vital] = { value: String(one.value), why: String(one.why), t };
    }
  }

  private remember(item: Json): void {
    const seq = Number(item.seq);
    if (this.steps.some((step) => step.seq === seq)) return;
    const step = {
      seq,
      at: timeOf(item.eventTime),
      type: String(item.type),
      family: String(item.family),
      severity: String(item.severity),
      value: typeof item.value === 'string' ? item.value : null,
    };
    this.steps = [step, ...this.steps].slice(0, KEPT_STEPS);
  }

  /** The alert under the pauses and alarm-offs that are known to be in force, and no others. */
  private inForce(alert: Alert): Alert {
    const off = this.inactivations.has(`ALARM_OFF:${alert.family}`);
    const pause = this.inactivations.get('AUDIO_PAUSE');
    const audioPaused = pause !== undefined && (alert.audioPaused || alert.soundedAt < pause.seq);
    return { ...alert, audioPaused, standing: off ? 'off' : alert.standing };
  }

  private snapshot(): BedView {
    const alerts = [...this.alerts.values()].map((alert) => this.inForce(alert)).sort(byNeed);
    return {
      patient: this.patient,
      person: this.person,
      values: { ...this.values },
      unusable: { ...this.unusable },
      score: this.score,
      alerts,
      inactivations: [...this.inactivations.values()].sort((a, b) => a.until - b.until),
      steps: this.steps,
      need: alerts[0] ? need(alerts[0]) : 0,
    };
  }
}
