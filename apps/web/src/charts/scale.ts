/** Axis arithmetic shared by the layouts. Pure. */

/** A round step: 1, 2, 2.5 or 5 times a power of ten. */
export function niceStep(span: number, count: number): number {
  if (!(span > 0)) return 1;
  const raw = span / Math.max(1, count);
  const power = 10 ** Math.floor(Math.log10(raw));
  const factor = [1, 2, 2.5, 5, 10].find((f) => f * power >= raw - 1e-12) ?? 10;
  return factor * power;
}

export interface Axis {
  readonly min: number;
  readonly max: number;
  readonly step: number;
}

/** The axis that covers all values; `zero` puts 0 on it (always for bars). */
export function axisFor(
  values: readonly number[],
  options: { readonly zero: boolean; readonly count: number },
): Axis {
  const all = options.zero || values.length === 0 ? [...values, 0] : [...values];
  const [low, high] = [Math.min(...all), Math.max(...all)];
  const span = high - low || Math.abs(high) || 1;
  const step = niceStep(span, options.count);
  // A line keeps a little air below and above; a bar starts exactly at zero.
  const pad = options.zero ? 0 : span * 0.05;
  const min = Math.floor((low - pad) / step) * step;
  const max = Math.ceil((high + pad * (high > 0 ? 1 : 0)) / step) * step;
  const floor = low >= 0 && min < 0 ? 0 : min;
  return { min: clean(floor), max: clean(max === floor ? floor + step : max), step: clean(step) };
}

/** 0.30000000000000004 is 0.3 on an axis. */
const clean = (n: number): number => Number(n.toPrecision(12));

/** Where a value lies between 0 and 1 on the axis. */
export const fraction = (axis: Axis, value: number): number => (value - axis.min) / (axis.max - axis.min);
