import type uPlot from 'uplot';
import { colour } from '../app/theme';
import type { Priority } from '../ward/alerts';
import type { Episode } from './episodes';
import { WHOLE, type MinuteColumns } from './minutes';

const COLOUR: Readonly<Record<Priority, string>> = { HIGH: '--high', MEDIUM: '--medium', LOW: '--low' };
const EDGE: Readonly<Record<Priority, string>> = { HIGH: '--high-line', MEDIUM: '--medium-line', LOW: '--low-line' };
const TILE = 10;
const BAR = 4;
const STRIP = 5;

const patterns = new Map<string, CanvasPattern | null>();

/** Each priority has a pattern of its own: crossed for high, slanted for medium, dotted for low. */
function patternOf(ctx: CanvasRenderingContext2D, priority: Priority): CanvasPattern | null {
  const paint = colour(EDGE[priority]);
  const key = `${priority} ${paint} ${devicePixelRatio}`;
  if (patterns.has(key)) return patterns.get(key) ?? null;
  const size = TILE * devicePixelRatio;
  const tile = document.createElement('canvas');
  tile.width = tile.height = size;
  const pen = tile.getContext('2d');
  if (pen) {
    pen.strokeStyle = pen.fillStyle = paint;
    pen.globalAlpha = 0.35;
    pen.lineWidth = devicePixelRatio;
    pen.beginPath();
    if (priority === 'LOW') pen.arc(size / 2, size / 2, devicePixelRatio, 0, 2 * Math.PI);
    else {
      pen.moveTo(0, size);
      pen.lineTo(size, 0);
      if (priority === 'HIGH') {
        pen.moveTo(0, 0);
        pen.lineTo(size, size);
      }
    }
    if (priority === 'LOW') pen.fill();
    else pen.stroke();
  }
  const pattern = ctx.createPattern(tile, 'repeat');
  patterns.set(key, pattern);
  return pattern;
}

/** Shades the time of alert episodes behind the lines, with a bar on top. */
export function shadeEpisodes(u: uPlot, episodes: readonly Episode[], toMs: number): void {
  const { ctx, bbox } = u;
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  for (const stretch of episodes.flatMap((one) => one.stretches)) {
    const left = u.valToPos(stretch.fromMs / 1000, 'x', true);
    const right = u.valToPos((stretch.toMs ?? toMs) / 1000, 'x', true);
    const width = Math.max(right - left, 2 * devicePixelRatio);
    ctx.globalAlpha = 0.14;
    ctx.fillStyle = colour(COLOUR[stretch.priority]);
    ctx.fillRect(left, bbox.top, width, bbox.height);
    ctx.globalAlpha = 1;
    const pattern = patternOf(ctx, stretch.priority);
    if (pattern) {
      ctx.fillStyle = pattern;
      ctx.fillRect(left, bbox.top, width, bbox.height);
    }
    ctx.fillStyle = colour(EDGE[stretch.priority]);
    ctx.fillRect(left, bbox.top, width, BAR * devicePixelRatio);
  }
  ctx.restore();
}

/** Marks along the lower edge each minute of which a part has no sample: the higher, the more is missing. */
export function markMissing(u: uPlot, { s, covered }: MinuteColumns): void {
  const { ctx, bbox } = u;
  ctx.save();
  ctx.fillStyle = colour('--edge');
  const bottom = bbox.top + bbox.height;
  covered.forEach((seconds, i) => {
    if (seconds === null || seconds === 0 || seconds >= WHOLE) return;
    const left = u.valToPos(s[i]! - 30, 'x', true);
    const right = u.valToPos(s[i]! + 30, 'x', true);
    const height = Math.max(2, STRIP * (1 - seconds / WHOLE)) * devicePixelRatio;
    ctx.fillRect(left, bottom - height, Math.max(right - left, 1), height);
  });
  ctx.restore();
}
