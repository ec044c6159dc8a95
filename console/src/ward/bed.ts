import { shallowRef, type ShallowRef } from 'vue';
import { byNeed, folded, need, type Alert } from './alerts';
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
  /** Open alerts, most needed first. */
  readonly alerts: readonly Alert[];
  readonly steps: readonly Step[];
  readonly need: number;
}

const NOBODY: Person = { bed: null, name: null, ageYears: null, sex: null, profile: null };

/** One bed and its patient. Takes items as they come; `publish` makes them visible. */
export class Bed {
  readonly trend = new Trend(TREND_S);
  readonly view: ShallowRef<BedView>;
  private person = NOBODY;
  private values: Partial<Record<Vital, Measure>> = {};
  private unusable: Partial<Record<Vital, Unusable>> = {};
  private alerts = new Map<string, Alert>();
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

  /** Late values join the trend; only a newer one replaces what is shown. */
  takeVitals(item: Json): void {
    for (const measure of measuresOf(item)) {
      this.trend.add(measure);
      const shown = this.values[measure.vital];
      if (shown === undefined || measure.t >= shown.t) this.values[measure.vital] = measure;
    }
    this.takeUnusable(item);
  }

  takeAlert(item: Json): void {
    const alertId = String(item.alertId);
    const after = folded(this.alerts.get(alertId), item);
    if (after === null) this.alerts.delete(alertId);
    else this.alerts.set(alertId, after);
    if (typeof item.type === 'string') this.remember(item);
  }

  replaceAlerts(items: readonly Json[]): void {
    this.alerts = new Map();
    for (const item of items) this.takeAlert(item);
  }

  publish(): void {
    this.view.value = this.snapshot();
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

  private snapshot(): BedView {
    const alerts = [...this.alerts.values()].sort(byNeed);
    return {
      patient: this.patient,
      person: this.person,
      values: { ...this.values },
      unusable: { ...this.unusable },
      alerts,
      steps: this.steps,
      need: alerts[0] ? need(alerts[0]) : 0,
    };
  }
}
