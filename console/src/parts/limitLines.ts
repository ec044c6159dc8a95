import type uPlot from 'uplot';
import { colour } from '../app/theme';
import type { Limit } from '../ward/limits';
import { PRIORITY_TEXT } from '../ward/text';

/** How far from the data a limit still belongs into the picture, in the unit of the vital. */
const NEAR = 15;
const FONT = 0.78;

/** The limits that the picture should include, given what it shows. */
export function nearLimits(limits: readonly Limit[], low: number, high: number): number[] {
  return limits.map((limit) => limit.value).filter((value) => value > low - NEAR && value < high + NEAR);
}

/** Draws limits over a chart: solid when in force, dashed when of the profile; named, not coloured alone. */
export function drawLimits(u: uPlot, limits: readonly Limit[]): void {
  const { ctx, bbox } = u;
  ctx.save();
  ctx.lineWidth = devicePixelRatio;
  const em = Number.parseFloat(getComputedStyle(u.root).fontSize);
  ctx.font = `${FONT * em * devicePixelRatio}px system-ui, sans-serif`;
  ctx.textAlign = 'left';
  const named: { middle: number; right: number }[] = [];
  for (const limit of limits) {
    const y = u.valToPos(limit.value, 'y', true);
    if (y < bbox.top || y > bbox.top + bbox.height) continue;
    ctx.strokeStyle = ctx.fillStyle = colour(limit.priority === 'HIGH' ? '--high-line' : '--medium-line');
    ctx.setLineDash(limit.source === 'in force' ? [] : [5 * devicePixelRatio, 5 * devicePixelRatio]);
    ctx.beginPath();
    ctx.moveTo(bbox.left, y);
    ctx.lineTo(bbox.left + bbox.width, y);
    ctx.stroke();
    const name = `${PRIORITY_TEXT.value[limit.priority].toLowerCase()} ${limit.value}`;
    const isHigh = y - bbox.top < em * devicePixelRatio;
    ctx.textBaseline = isHigh ? 'top' : 'bottom';
    const at = y + (isHigh ? 2 : -1) * devicePixelRatio;
    const middle = at + (isHigh ? 0.5 : -0.5) * FONT * em * devicePixelRatio;
    // Names that would stand on one another stand side by side.
    const left = named.filter((one) => Math.abs(one.middle - middle) < em * devicePixelRatio)
      .reduce((x, one) => Math.max(x, one.right), bbox.left) + 4 * devicePixelRatio;
    ctx.fillText(name, left, at);
    named.push({ middle, right: left + ctx.measureText(name).width + 4 * devicePixelRatio });
  }
  ctx.restore();
}
