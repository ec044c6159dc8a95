import type { Vital } from '../ward/vitals';

/** The fields of a round that are typed as numbers, in the order they are charted. */
export const NUMBERS = ['rr', 'spo2', 'o2Flow', 'sbp', 'dbp', 'pulse', 'temp'] as const satisfies readonly Vital[];
export type NumberField = (typeof NUMBERS)[number];
export type Level = 'A' | 'C' | 'V' | 'P' | 'U';
export const LEVELS: readonly Level[] = ['A', 'C', 'V', 'P', 'U'];

/** A round as it stands in the form: texts as typed. */
export interface Draft {
  readonly numbers: Readonly<Record<NumberField, string>>;
  readonly o2: boolean | null;
  readonly acvpu: Level | null;
}

export const EMPTY: Draft = {
  numbers: { rr: '', spo2: '', o2Flow: '', sbp: '', dbp: '', pulse: '', temp: '' }, o2: null, acvpu: null,
};

/** Something to look at twice before it is recorded. It never keeps anybody from recording. */
export interface Doubt {
  readonly kind: 'few' | 'impossible' | 'unusual' | 'pair' | 'flow';
  readonly field: NumberField | 'o2' | 'acvpu';
}

type Bounds = readonly [least: number, most: number];

/** What cannot be true of a living or dying patient: the platform's own bounds (CLINICAL 3.5). */
const POSSIBLE: Readonly<Record<NumberField, Bounds>> = {
  rr: [0, 120], spo2: [1, 100], o2Flow: [0, 100], sbp: [30, 300], dbp: [10, 220], pulse: [0, 300], temp: [25, 45],
};
/** Outside these a slip of the finger is about as likely as a very sick patient. A project choice. */
const USUAL: Readonly<Record<NumberField, Bounds>> = {
  rr: [6, 40], spo2: [70, 100], o2Flow: [0.5, 20], sbp: [60, 230], dbp: [30, 140], pulse: [35, 180], temp: [33, 41.5],
};
const OF_NEWS2: readonly NumberField[] = ['rr', 'spo2', 'sbp', 'pulse', 'temp'];

/** The number that was typed, with comma or point; null for nothing, NaN for what is no number. */
export function typed(text: string): number | null {
  const plain = text.trim().replace(',', '.');
  if (plain === '') return null;
  return /^\d+(\.\d*)?$|^\.\d+$/.test(plain) ? Number(plain) : Number.NaN;
}

export function isEmpty(draft: Draft): boolean {
  return draft.o2 === null && draft.acvpu === null && NUMBERS.every((field) => typed(draft.numbers[field]) === null);
}

/** Fields that hold something that is no number: these must be mended first. */
export function faults(draft: Draft): NumberField[] {
  return NUMBERS.filter((field) => Number.isNaN(typed(draft.numbers[field])));
}

export function doubts(draft: Draft): Doubt[] {
  const found: Doubt[] = [];
  const value = (field: NumberField): number | null =>
    (field === 'o2Flow' && draft.o2 !== true ? null : typed(draft.numbers[field]));
  for (const field of NUMBERS) {
    const number = value(field);
    if (number === null) continue;
    if (!within(number, POSSIBLE[field])) found.push({ kind: 'impossible', field });
    else if (!within(number, USUAL[field])) found.push({ kind: 'unusual', field });
  }
  const [sbp, dbp] = [value('sbp'), value('dbp')];
  if (sbp !== null && dbp !== null && sbp <= dbp) found.push({ kind: 'pair', field: 'dbp' });
  if (draft.o2 === true && value('o2Flow') === null) found.push({ kind: 'flow', field: 'o2Flow' });
  for (const field of OF_NEWS2) if (value(field) === null) found.push({ kind: 'few', field });
  if (draft.o2 === null) found.push({ kind: 'few', field: 'o2' });
  if (draft.acvpu === null) found.push({ kind: 'few', field: 'acvpu' });
  return found;
}

function within(value: number, [least, most]: Bounds): boolean {
  return value >= least && value <= most;
}

/** Who enters, about whom, and when: what makes a put of a draft. */
export interface Round {
  readonly by: string;
  readonly patient: string;
  /** When this page was opened: greater at every start. */
  readonly boot: number;
  readonly seq: number;
  readonly atMs: number;
}

const LONGEST_ID = 128;

/** The put of a draft without faults: one reading, which all its values share. */
export function putOf(draft: Draft, { by, patient, boot, seq, atMs }: Round): object {
  const numbers = NUMBERS.flatMap((field) => {
    const number = field === 'o2Flow' && draft.o2 !== true ? null : typed(draft.numbers[field]);
    return number === null ? [] : [[field, number] as const];
  });
  const reading = {
    t: atMs, observationSet: `${by}.${boot}.${seq}`.slice(-LONGEST_ID), ...Object.fromEntries(numbers),
    ...(draft.o2 === null ? {} : { o2: draft.o2 }), ...(draft.acvpu === null ? {} : { acvpu: draft.acvpu }),
  };
  return { put: { device: by, boot, seq, patient, readings: [reading] } };
}
