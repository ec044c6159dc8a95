import type { Priority } from '../ward/alerts';
import { isObject, objectsIn, timeOf, vitalNamed, type Vital } from '../ward/vitals';

type Json = Readonly<Record<string, unknown>>;

/** One value of a reading, as the device sent it. */
export interface Given {
  readonly name: string;
  readonly vital: Vital | null;
  readonly text: string;
  readonly unit: string | null;
  /** The rule looked at it. */
  readonly isDeciding: boolean;
}

/** A reading behind a decision. */
export interface Cause {
  readonly at: string;
  readonly topic: string;
  readonly partition: string;
  readonly offset: string;
  readonly device: string;
  readonly t: number | null;
  readonly arrived: number | null;
  readonly values: readonly Given[];
  /** Of which steps. */
  readonly steps: readonly number[];
}

/** A step of the alert that readings led to. */
export interface Decision {
  readonly seq: number;
  readonly type: string;
  readonly priority: Priority | null;
  readonly time: number | null;
  readonly value: string | null;
  readonly limit: string | null;
  readonly ruleSet: string | null;
  readonly readings: number;
}

/** Positions that could not be read. */
export interface Missing {
  readonly topic: string;
  readonly partition: string;
  readonly first: string;
  readonly last: string;
  readonly why: string;
}

export interface Why {
  readonly family: string;
  readonly decisions: readonly Decision[];
  /** Each reading once, in order of time. */
  readonly causes: readonly Cause[];
  readonly missing: readonly Missing[];
}

const PRIORITY: Readonly<Record<string, Priority>> = {
  LOW: 'LOW', LOW_MEDIUM: 'LOW', MEDIUM: 'MEDIUM', HIGH: 'HIGH',
};

/** The answer of the server. */
export function whyOf(json: Json): Why {
  const events = objectsIn(json.events);
  return {
    family: isObject(json.alert) ? String(json.alert.family) : '',
    decisions: events.map(decisionOf),
    causes: causesOf(events),
    missing: objectsIn(json.missing).map((one) => ({
      topic: String(one.topic), partition: String(one.partition), first: String(one.first), last: String(one.last), why: String(one.why),
    })),
  };
}

function text(value: unknown): string | null {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return typeof value === 'string' && value !== '' ? value : null;
}

function decisionOf(event: Json): Decision {
  const { ruleSet } = event;
  return {
    seq: Number(event.seq),
    type: String(event.type),
    priority: PRIORITY[String(event.severity)] ?? null,
    time: timeOf(event.eventTime),
    value: text(event.value),
    limit: text(event.limit),
    ruleSet: isObject(ruleSet) ? `${ruleSet.id} v${ruleSet.version} · ${ruleSet.hash}` : null,
    readings: objectsIn(event.readings).length,
  };
}

/** A put has several readings at one position: position and time tell them apart. */
function causesOf(events: readonly Json[]): Cause[] {
  const causes = new Map<string, Cause>();
  for (const event of events) {
    for (const reading of objectsIn(event.readings)) {
      const key = `${reading.at} ${reading.t}`;
      causes.set(key, causeOf(reading, Number(event.seq), causes.get(key)));
    }
  }
  return [...causes.values()].sort((a, b) => (a.t ?? 0) - (b.t ?? 0));
}

function causeOf(reading: Json, step: number, known: Cause | undefined): Cause {
  const [topic = '', partition = '', offset = ''] = String(reading.at).split('/');
  const deciding = new Set(Array.isArray(reading.deciding) ? reading.deciding.map(String) : []);
  for (const given of known?.values ?? []) if (given.isDeciding) deciding.add(given.name);
  const units = isObject(reading.units) ? reading.units : {};
  return {
    topic, partition, offset,
    at: String(reading.at),
    device: String(reading.device),
    t: timeOf(reading.t),
    arrived: timeOf(reading.arrived),
    values: Object.entries(isObject(reading.values) ? reading.values : {}).flatMap(([name, value]) => {
      const shown = text(value);
      return shown === null ? [] : [{ name, vital: vitalNamed(name), text: shown, unit: text(units[name]), isDeciding: deciding.has(name) }];
    }),
    steps: [...new Set([...(known?.steps ?? []), step])],
  };
}

/** A line of the chart: one vital that decided, over the readings. */
export interface Curve {
  readonly vital: Vital;
  /** s since 1970, in order. */
  readonly times: readonly number[];
  readonly values: readonly number[];
  /** Places in `times` of the values that decided. */
  readonly deciding: readonly number[];
  readonly limits: readonly { readonly value: number; readonly priority: Priority }[];
}

/** A limit such as `< 90` or `≥ 220`; none from words, nor of a time or a rise. */
function numberIn(limit: string | null): number | null {
  const match = /^\s*[<>≤≥]=?\s*(-?\d+(?:\.\d+)?)\s*$/.exec(limit ?? '');
  return match ? Number(match[1]) : null;
}

/** What can be drawn. Values in another unit than the limit's are left to the table; so are letters. */
export function curvesOf(why: Why): Curve[] {
  const vitals = new Set(why.causes.flatMap((cause) =>
    cause.values.flatMap((given) => (given.isDeciding && given.vital ? [given.vital] : []))));
  return [...vitals].flatMap((vital) => {
    const points = why.causes.flatMap(({ t, values }) => {
      const given = values.find((one) => one.vital === vital && one.unit === null);
      const value = Number(given?.text ?? NaN);
      return t === null || !given || !Number.isFinite(value) ? [] : [{ t: t / 1000, value, isDeciding: given.isDeciding }];
    });
    if (points.length === 0) return [];
    return [{
      vital,
      times: points.map((point) => point.t),
      values: points.map((point) => point.value),
      deciding: points.flatMap((point, place) => (point.isDeciding ? [place] : [])),
      limits: vitals.size === 1 ? limitsOf(why.decisions) : [],
    }];
  });
}

/** Steps that name the limit that was broken; others name the one that ends it. */
const RAISES: ReadonlySet<string> = new Set(['RAISED', 'ESCALATED', 'UPDATED']);

function limitsOf(decisions: readonly Decision[]): Curve['limits'] {
  const limits = new Map<string, { value: number; priority: Priority }>();
  for (const { limit, priority, type } of decisions) {
    const value = RAISES.has(type) ? numberIn(limit) : null;
    if (value !== null && priority !== null) limits.set(`${value} ${priority}`, { value, priority });
  }
  return [...limits.values()];
}
