/** A small series with its path, for a table row. Pure. */
import { axisFor, fraction } from "../scale.ts";

export interface SparkInput {
  /** By year, oldest first; null: missing. */
  readonly values: readonly { readonly year: number; readonly value: number | null }[];
  readonly path: readonly { readonly year: number; readonly value: number | null }[];
  readonly bound: number | null;
  readonly by: number;
}

export interface SparkLayout {
  /** Polylines of the series, broken where a year is missing. */
  readonly lines: readonly string[];
  readonly path: string | null;
  readonly last: { readonly x: number; readonly y: number } | null;
  readonly bound: { readonly x: number; readonly y: number } | null;
}

const PAD = 4;

export function sparkLayout(input: SparkInput, width: number, height: number): SparkLayout | null {
  const present = input.values.flatMap((v) => (v.value === null ? [] : [v.value]));
  if (present.length === 0) return null;
  const wanted = input.path.flatMap((v) => (v.value === null ? [] : [v.value]));
  const axis = axisFor([...present, ...wanted, ...(input.bound === null ? [] : [input.bound])], {
    zero: false,
    count: 3,
  });
  const years = [...input.values, ...input.path].map((v) => v.year);
  const [first, last] = [Math.min(...years), Math.max(...years, input.by)];
  const x = (year: number): number => PAD + ((year - first) / Math.max(1, last - first)) * (width - 2 * PAD);
  const y = (value: number): number => height - PAD - fraction(axis, value) * (height - 2 * PAD);
  const point = (year: number, value: number): string => `${x(year).toFixed(1)},${y(value).toFixed(1)}`;
  const lines: string[][] = [[]];
  for (const { year, value } of input.values) {
    if (value === null) lines.push([]);
    else lines.at(-1)?.push(point(year, value));
  }
  const final = input.values.findLast((v) => v.value !== null);
  const path = input.path.flatMap((v) => (v.value === null ? [] : [point(v.year, v.value)]));
  return {
    lines: lines.filter((line) => line.length > 0).map((line) => line.join(" ")),
    path: path.length > 1 ? path.join(" ") : null,
    last: final?.value === undefined || final.value === null ? null : { x: x(final.year), y: y(final.value) },
    bound: input.bound === null ? null : { x: x(input.by), y: y(input.bound) },
  };
}
