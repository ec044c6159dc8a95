import type { Vital } from '../ward/vitals';
import type { Chapter } from './history';
import type { MinuteColumns } from './minutes';
import { joinedMs, lowest, type Columns } from './samples';
import type { Span } from './span';

/** What one chart shows: a vital, or the two pressures between which there is a band. */
export interface ChartKind {
  readonly key: string;
  readonly vitals: readonly [Vital] | readonly [Vital, Vital];
  /** Custom property of its colour. */
  readonly colour: string;
  /** Least height in its unit, so that noise does not look like drama. */
  readonly leastSpan: number;
  readonly highest?: number;
}

export const CHARTS: readonly ChartKind[] = [
  { key: 'hr', vitals: ['hr'], colour: '--hr', leastSpan: 40 },
  { key: 'pulse', vitals: ['pulse'], colour: '--hr', leastSpan: 40 },
  { key: 'spo2', vitals: ['spo2'], colour: '--spo2', leastSpan: 12, highest: 101 },
  { key: 'rr', vitals: ['rr'], colour: '--rr', leastSpan: 16 },
  { key: 'bp', vitals: ['sbp', 'dbp'], colour: '--text', leastSpan: 60 },
  { key: 'map', vitals: ['map'], colour: '--text', leastSpan: 40 },
  { key: 'temp', vitals: ['temp'], colour: '--text', leastSpan: 3 },
  { key: 'o2Flow', vitals: ['o2Flow'], colour: '--spo2', leastSpan: 6 },
  { key: 'fio2', vitals: ['fio2'], colour: '--spo2', leastSpan: 30, highest: 101 },
];

/** The charts of what has ever been measured or is in what was read. */
export function chartsFor(measured: (vital: Vital) => boolean): ChartKind[] {
  return CHARTS.filter(({ vitals }) => vitals.some(measured));
}

/** What a chart draws: columns for the lines, and how much of each minute is known. */
export interface Drawn {
  readonly columns: Columns;
  readonly minutes: MinuteColumns | null;
}

/** From a chapter: lines of readings, or mean with least and most of each minute. */
export function drawn(kind: ChartKind, chapter: Chapter, span: Span): Drawn {
  const { vitals } = kind;
  const [first, second] = vitals;
  if (chapter.grain === 'readings') {
    return { columns: chapter.samples.columns(vitals, span.fromMs, span.toMs), minutes: null };
  }
  const one = chapter.minutes.columns(first, span.fromMs, span.toMs);
  if (second === undefined) return { columns: [one.s, one.mean, one.min, one.max], minutes: one };
  return { columns: together(one, chapter.minutes.columns(second, span.fromMs, span.toMs)), minutes: null };
}

function together(a: MinuteColumns, b: MinuteColumns): Columns {
  const s = [...new Set([...a.s, ...b.s])].sort((x, y) => x - y);
  const at = (one: MinuteColumns): (number | null)[] => {
    const values = new Map(one.s.map((second, i) => [second, one.mean[i]!]));
    return s.map((second) => values.get(second) ?? null);
  };
  return [s, at(a), at(b)];
}

/** The values nearest to an instant; null where there is none near enough to be true then. */
export function valuesAt(kind: ChartKind, { columns, minutes }: Drawn, ms: number): (number | null)[] {
  const [s, ...lines] = columns;
  const after = lowest(s, ms / 1000);
  const near = minutes === null ? Math.max(...kind.vitals.map(joinedMs)) / 1000 : 45;
  const around = [after, after - 1, after + 1, after - 2]
    .filter((i) => i >= 0 && i < s.length && Math.abs(s[i]! - ms / 1000) <= near)
    .sort((a, b) => Math.abs(s[a]! - ms / 1000) - Math.abs(s[b]! - ms / 1000));
  return lines.map((line) => {
    const found = around.find((i) => line[i] !== null);
    return found === undefined ? null : line[found]!;
  });
}

/** Points of a line that has nothing on either side: without a dot nobody would see them. */
export function lonely(line: ArrayLike<number | null | undefined>): number[] {
  return Array.from(line).flatMap((value, i) =>
    (typeof value === 'number' && typeof line[i - 1] !== 'number' && typeof line[i + 1] !== 'number' ? [i] : []));
}
