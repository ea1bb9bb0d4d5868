/** The waterfall's rows: where each part's bar starts and ends between the two figures. */
import type { BridgeDivision, BridgePart } from "@lianzhang/contract";
import { formatMonth, formatPeriod, parsePeriod, shiftPeriod } from "@lianzhang/kernel";
import type { MoneyUnit } from "../lib/unit.ts";
import { position } from "../lib/display.ts";

export interface BridgeRow {
  readonly part: BridgePart;
  /** Left edge and width, per cent of the track: the track spans what the running sum passes through. */
  readonly left: number;
  readonly width: number;
  readonly rises: boolean;
}

/** Bars that hang where the running sum stands; the first starts at the earlier figure, the last ends at the later. */
export function bridgeRows(division: BridgeDivision, money: MoneyUnit): readonly BridgeRow[] {
  const start = position(division.from, money) ?? 0;
  let at = start;
  const spans = division.parts.map((part) => {
    const from = at;
    at += position(part.value, money) ?? 0;
    return { part, from, to: at };
  });
  const edges = [start, ...spans.map((s) => s.to)];
  const [least, most] = [Math.min(...edges), Math.max(...edges)];
  const length = most - least;
  if (length === 0) return spans.map(({ part }) => ({ part, left: 0, width: 0, rises: true }));
  return spans.map(({ part, from, to }) => ({
    part,
    left: ((Math.min(from, to) - least) / length) * 100,
    width: (Math.abs(to - from) / length) * 100,
    rises: to >= from,
  }));
}

/** The same period a year before, as the server reads it; null when the text is no period. */
export function yearBefore(period: string): string | null {
  const p = parsePeriod(period);
  return p === null ? null : formatPeriod(shiftPeriod(p, -12));
}

/**
 * The version to propose: of the days on which returns became known (newest first) the earliest by which the
 * period's first returns are in, a month after its end; the one before the newest when none is.
 */
export function versionDay(days: readonly string[], period: string): string {
  const p = parsePeriod(period);
  const due = p === null ? "" : `${formatMonth(p.to + 2)}-01`;
  const after = days.filter((d) => d >= due);
  const proposed = after.length > 1 ? after.at(-1) : undefined;
  return proposed ?? days[1] ?? "";
}
