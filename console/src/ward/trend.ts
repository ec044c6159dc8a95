import { LINES, type LineVital, type Measure } from './vitals';

/** A line is broken where no sample came for this long, s. */
const GAP_S = 15;
/** Rows beyond the kept span are cut off in batches of this many. */
const CUT = 64;

/** Columns as the chart wants them: times in s, then one column per vital asked for. */
export type Columns = [number[], ...(number | null | undefined)[][]];

interface Row {
  readonly s: number;
  readonly values: Partial<Record<LineVital, number>>;
}

function isLine(vital: string): vital is LineVital {
  return (LINES as readonly string[]).includes(vital);
}

/** The recent past of one bed, in order of event time, whatever order it arrived in. */
export class Trend {
  private readonly rows: Row[] = [];

  constructor(private readonly keepS: number) {}

  add(measure: Measure): void {
    const value = Number(measure.text);
    if (!isLine(measure.vital) || !Number.isFinite(value)) return;
    const row = this.rowAt(measure.t / 1000);
    row.values[measure.vital] = value;
    this.cut();
  }

  /**
   * Samples since `fromS`. A cell is undefined where that vital was not sampled (the line goes
   * on) and null where the line must break.
   */
  columns(vitals: readonly LineVital[], fromS: number): Columns {
    const rows = this.withGapRows(fromS);
    return [rows.map((row) => row.s), ...vitals.map((vital) => column(rows, vital))];
  }

  private rowAt(s: number): Row {
    let at = this.rows.length;
    while (at > 0 && (this.rows[at - 1]?.s ?? 0) > s) at -= 1;
    const before = this.rows[at - 1];
    if (before?.s === s) return before;
    const row: Row = { s, values: {} };
    this.rows.splice(at, 0, row);
    return row;
  }

  private cut(): void {
    const newest = this.rows.at(-1)?.s ?? 0;
    if ((this.rows[CUT]?.s ?? newest) < newest - this.keepS) this.rows.splice(0, CUT);
  }

  private withGapRows(fromS: number): Row[] {
    const rows: Row[] = [];
    for (const row of this.rows) {
      if (row.s < fromS) continue;
      const before = rows.at(-1);
      if (before && row.s - before.s > GAP_S) rows.push({ s: before.s + 1, values: {} });
      rows.push(row);
    }
    return rows;
  }
}

function column(rows: readonly Row[], vital: LineVital): (number | null | undefined)[] {
  const cells: (number | null | undefined)[] = rows.map((row) => row.values[vital]);
  let last = -1;
  cells.forEach((cell, i) => {
    if (cell === undefined) return;
    const silent = last >= 0 && (rows[i]?.s ?? 0) - (rows[last]?.s ?? 0) > GAP_S;
    if (silent) cells.fill(null, last + 1, i);
    last = i;
  });
  return cells;
}
