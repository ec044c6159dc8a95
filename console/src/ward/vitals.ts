/** What a reading may carry, under the names of the protocol. */
export const VITALS = [
  'hr', 'pulse', 'rr', 'spo2', 'sbp', 'dbp', 'map', 'temp', 'acvpu', 'o2', 'o2Flow', 'fio2',
] as const;
export type Vital = (typeof VITALS)[number];

/** The vitals that are drawn as lines. */
export const LINES = ['hr', 'pulse', 'spo2', 'rr'] as const satisfies readonly Vital[];
export type LineVital = (typeof LINES)[number];

export interface Measure {
  readonly vital: Vital;
  /** Decimal text, or a letter for ACVPU. */
  readonly text: string;
  /** Event time, epoch ms. */
  readonly t: number;
}

/** Units as they are shown; what they are called is in the language of the page. */
export const UNITS: Readonly<Record<Vital, string>> = {
  hr: '/min', pulse: '/min', rr: '/min', spo2: '%', sbp: 'mmHg', dbp: 'mmHg', map: 'mmHg', temp: '°C',
  acvpu: '', o2: '', o2Flow: 'L/min', fio2: '%',
};

const BY_NAME = new Map(VITALS.map((vital) => [vital.toLowerCase(), vital]));

/** The vital called `name`, in the spelling of a reading (`o2Flow`) or of the log (`O2_FLOW`). */
export function vitalNamed(name: string): Vital | null {
  return BY_NAME.get(name.replaceAll('_', '').toLowerCase()) ?? null;
}

/** Epoch ms of a time of the protocol; null when it is none. */
export function timeOf(value: unknown): number | null {
  const ms = typeof value === 'number' ? value : typeof value === 'string' ? Date.parse(value) : NaN;
  return Number.isFinite(ms) ? ms : null;
}

function textOf(value: unknown): string | null {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : null;
  return typeof value === 'string' && value !== '' ? value : null;
}

type Json = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function objectsIn(value: unknown): readonly Json[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

/** The usable values of one vitals item, live (`readings`) or snapshot (`latest`, `values`). */
export function measuresOf(item: Json): Measure[] {
  return [
    ...objectsIn(item.readings).flatMap(measuresOfReading),
    ...objectsIn(item.values).flatMap((value) =>
      measure(String(value.vital), value.value, timeOf(value.t))),
    ...measuresOfLatest(item.latest),
  ];
}

function measuresOfLatest(latest: unknown): Measure[] {
  return Object.entries(isObject(latest) ? latest : {}).flatMap(([name, one]) =>
    (isObject(one) ? measure(name, one.value, timeOf(one.t)) : []));
}

/** What was taken back was never measured. */
function measuresOfReading(reading: Json): Measure[] {
  if (reading.status === 'enteredInError') return [];
  const t = timeOf(reading.t);
  return Object.keys(reading).flatMap((name) => (name === 't' ? [] : measure(name, reading[name], t)));
}

function measure(name: string, value: unknown, t: number | null): Measure[] {
  const vital = vitalNamed(name);
  const text = textOf(value);
  return vital === null || text === null || t === null ? [] : [{ vital, text, t }];
}
