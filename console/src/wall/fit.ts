/** Size of a tile in its own em, from which the wall is laid out. */
const TILE = { width: 20, height: 11.2 };
const GAP = 8;
const EM = { least: 12, most: 48, scrolling: 15 };

export interface Fit {
  readonly columns: number;
  /** Font size of a tile, px; everything inside scales with it. */
  readonly em: number;
}

/**
 * The number of columns with which `beds` tiles fill the area best without scrolling. When they
 * would become too small to read, they keep a readable size and the wall scrolls.
 */
export function fit(beds: number, width: number, height: number): Fit {
  let best: Fit = { columns: 1, em: 0 };
  for (let columns = 1; columns <= Math.max(1, beds); columns++) {
    const rows = Math.ceil(Math.max(1, beds) / columns);
    const em = Math.min(
      (width - GAP * (columns - 1)) / columns / TILE.width,
      (height - GAP * (rows - 1)) / rows / TILE.height,
    );
    if (em > best.em) best = { columns, em };
  }
  if (best.em >= EM.least) return { columns: best.columns, em: Math.min(best.em, EM.most) };
  const columns = Math.max(1, Math.floor((width + GAP) / (EM.least * TILE.width + GAP)));
  const em = (width - GAP * (columns - 1)) / columns / TILE.width;
  return { columns, em: Math.min(Math.max(em, EM.least), EM.scrolling) };
}
