/** Which firms the short survey of the month asks: the few that make most of the output. */
import { absolute, bySizeThenCode, sumOf } from "./exact.ts";

export interface FirmOutput {
  readonly code: string;
  /** Of the last twelve known months, minor units. */
  readonly output: bigint;
}

export interface Choice {
  /** Largest first. */
  readonly firms: readonly (FirmOutput & {
    /** Output of this firm and all before it. */
    readonly through: bigint;
  })[];
  readonly total: bigint;
  /** Of all the firms with output. */
  readonly among: number;
}

/**
 * The largest firms until their output is at least `share` (of 100) of all; equal ones in the order of their codes. The
 * comparison is exact. A firm without output is never chosen.
 */
export function chooseSurveyed(outputs: readonly FirmOutput[], share: number): Choice {
  const sorted = outputs
    .filter((f) => f.output > 0n)
    .map((f) => ({ ...f, size: absolute(f.output) }))
    .toSorted(bySizeThenCode);
  const total = sumOf(sorted.map((f) => f.output));
  const firms: Choice["firms"][number][] = [];
  let through = 0n;
  for (const { code, output } of sorted) {
    if (through * 100n >= total * BigInt(share)) break;
    through += output;
    firms.push({ code, output, through });
  }
  return { firms, total, among: sorted.length };
}
