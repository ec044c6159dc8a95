import { isObject, objectsIn, timeOf, vitalNamed, type Vital } from './vitals';

type Json = Readonly<Record<string, unknown>>;

/** One of the seven parts of a NEWS2. */
export interface Part {
  readonly vital: Vital;
  readonly text: string;
  readonly t: number | null;
  readonly score: number | null;
}

/** A NEWS2 as the platform scored it; it is never scored here. */
export interface Score {
  readonly status: 'COMPLETE' | 'INCOMPLETE' | 'NOT_APPLICABLE';
  /** An estimate from the latest values, rather than a set of observations. */
  readonly estimate: boolean;
  /** Least and most it can be; the same when complete, null when it does not apply. */
  readonly range: readonly [number, number] | null;
  readonly bands: readonly string[];
  readonly red: readonly string[];
  readonly missing: readonly string[];
  readonly scale: number;
  readonly reason: string | null;
  readonly at: number | null;
  /** The oldest value in it. */
  readonly oldest: number | null;
  readonly parts: readonly Part[];
}

/** The score in an item of state; null where there is none. */
export function scoreOf(item: Json): Score | null {
  const news2 = item.news2;
  if (!isObject(news2)) return null;
  const { status } = news2;
  if (status !== 'COMPLETE' && status !== 'INCOMPLETE' && status !== 'NOT_APPLICABLE') return null;
  return {
    status,
    estimate: news2.mode !== 'OBSERVATION_SET',
    range: rangeOf(news2),
    bands: [...new Set([news2.band, news2.bandMin, news2.bandMax].filter((band) => typeof band === 'string'))],
    red: strings(news2.red),
    missing: strings(news2.missing),
    scale: news2.scale === 2 ? 2 : 1,
    reason: typeof news2.reason === 'string' ? news2.reason : null,
    at: timeOf(news2.at),
    oldest: timeOf(news2.oldest),
    parts: objectsIn(news2.inputs).flatMap(partOf),
  };
}

function rangeOf(news2: Json): [number, number] | null {
  if (typeof news2.total === 'number') return [news2.total, news2.total];
  const { totalMin, totalMax } = news2;
  return typeof totalMin === 'number' && typeof totalMax === 'number' ? [totalMin, totalMax] : null;
}

function partOf(input: Json): Part[] {
  const vital = vitalNamed(String(input.vital));
  if (vital === null) return [];
  const score = typeof input.score === 'number' ? input.score : null;
  return [{ vital, text: String(input.value), t: timeOf(input.t), score }];
}

function strings(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}

/** `7`, `≈7` for an estimate, `≥5` for what is incomplete, `–` where it does not apply. */
export function scoreText(score: Score): string {
  if (score.range === null) return '–';
  const [low, high] = score.range;
  if (low !== high) return `≥${low}`;
  return `${score.estimate ? '≈' : ''}${low}`;
}

/** An incomplete score of at least so much is worth knowing: one part alone can make it. */
const TELLING = 3;
/** From here on a score is emphasised: the threshold of an urgent response (RCP, NEWS2, 2017, table 3). */
const URGENT = 5;

/** Whether a score is worth a place where there is little: not one of which next to nothing is known. */
export function isTelling(score: Score): boolean {
  return score.range !== null && (score.status === 'COMPLETE' || score.range[0] >= TELLING);
}

export function isUrgent(score: Score): boolean {
  return score.range !== null && score.range[0] >= URGENT;
}
