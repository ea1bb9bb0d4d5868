/** What changed between two runs, figure by figure, and why. */
import type { ContentHash } from "./dependencies.ts";
import type { RunFigure, RunIndicator, RunRecord } from "./record.ts";
import { figureAddress } from "./record.ts";

/**
 * Why a figure differs. `data`: a field of a year is not what it was; `rule`: a definition or parameter; `register`:
 * who is in a register or list, or what they are; `request`: another period, knowledge date, basis or set of figures was
 * asked for; `code`: another engine or database.
 */
export type Cause =
  | { readonly kind: "data"; readonly name: string; readonly rows: readonly [number | null, number | null] }
  | {
      readonly kind: "register";
      readonly name: string;
      readonly rows: readonly [number | null, number | null];
    }
  | { readonly kind: "rule"; readonly name: string; readonly text: readonly [string | null, string | null] }
  | {
      readonly kind: "request" | "code";
      readonly name: string;
      readonly text: readonly [string | null, string | null];
    };

export interface FigureChange {
  /** `entered`: only in the second run; `left`: only in the first. */
  readonly state: "changed" | "entered" | "left";
  readonly indicator: string;
  readonly how: RunIndicator | null;
  readonly group: RunFigure["group"];
  readonly subject: string | null;
  readonly old: RunFigure | null;
  readonly new: RunFigure | null;
  /** New less old in the figure's own integer; null where a side is missing or read in another unit. */
  readonly difference: bigint | null;
  readonly causes: readonly Cause[];
}

export interface RunDifference {
  readonly same: number;
  readonly changes: readonly FigureChange[];
  /** Differences of request and code that concern every figure. */
  readonly general: readonly Cause[];
}

const CODE_KEYS = ["engine", "store"] as const;
const REQUEST_KEYS = ["period", "known", "basis"] as const;

function generalCauses(a: RunRecord, b: RunRecord): Cause[] {
  const request = REQUEST_KEYS.flatMap((name): Cause[] =>
    a.request[name] === b.request[name]
      ? []
      : [{ kind: "request", name, text: [a.request[name], b.request[name]] }],
  );
  const decision: Cause[] =
    a.decision === b.decision ? [] : [{ kind: "request", name: "decision", text: [a.decision, b.decision] }];
  const code = CODE_KEYS.flatMap((name): Cause[] =>
    a.key[name] === b.key[name] ? [] : [{ kind: "code", name, text: [a.key[name], b.key[name]] }],
  );
  return [...request, ...decision, ...code];
}

const union = (a: readonly string[], b: readonly string[]): string[] => [...new Set([...a, ...b])].toSorted();

function contentCauses(
  kind: "data" | "register",
  names: readonly string[],
  a: Readonly<Record<string, ContentHash>>,
  b: Readonly<Record<string, ContentHash>>,
): Cause[] {
  return names.flatMap((name): Cause[] => {
    const [x, y] = [a[name], b[name]];
    return x?.hash === y?.hash ? [] : [{ kind, name, rows: [x?.rows ?? null, y?.rows ?? null] }];
  });
}

/**
 * What the indicator depends on and is not the same in the two runs. Where another period, day or basis was asked, other
 * years and months are read by right: only what both read is compared.
 */
function causesOf(indicator: string, a: RunRecord, b: RunRecord, sameRequest: boolean): Cause[] {
  const [x, y] = [a.dependencies, b.dependencies];
  const [mine, theirs] = [x.indicators[indicator], y.indicators[indicator]];
  if (!mine || !theirs) return [];
  const names = (of: "definitions" | "facts" | "registers"): string[] =>
    sameRequest ? union(mine[of], theirs[of]) : mine[of].filter((name) => theirs[of].includes(name));
  const rules = names("definitions").flatMap((name): Cause[] => {
    const [p, q] = [x.definitions[name], y.definitions[name]];
    return p?.hash === q?.hash ? [] : [{ kind: "rule", name, text: [p?.text ?? null, q?.text ?? null] }];
  });
  return [
    ...contentCauses("data", names("facts"), x.facts, y.facts),
    ...rules,
    ...contentCauses("register", names("registers"), x.registers, y.registers),
  ];
}

/** The indicator or the grouping was asked for in one run only. */
function notAsked(figure: RunFigure, a: RunRecord, b: RunRecord): Cause[] {
  const grouping = figure.group.map((g) => g.key).join("+");
  const asks = (r: RunRecord, what: "indicators" | "groupings"): boolean =>
    what === "indicators"
      ? r.request.indicators.includes(figure.indicator)
      : r.request.groupings.some((g) => g.join("+") === grouping);
  const shown = (r: RunRecord, what: "indicators" | "groupings"): string | null =>
    asks(r, what) ? (what === "indicators" ? figure.indicator : grouping) : null;
  const what = (["indicators", "groupings"] as const).find((w) => asks(a, w) !== asks(b, w));
  return what === undefined ? [] : [{ kind: "request", name: what, text: [shown(a, what), shown(b, what)] }];
}

const sameFigure = (a: RunFigure, b: RunFigure): boolean =>
  a.value === b.value &&
  a.reason === b.reason &&
  (["population", "expected", "reported", "used", "unknown"] as const).every(
    (c) => a.counters?.[c] === b.counters?.[c],
  );

/**
 * Every figure that changed, entered or left, in the order of the first run and then of the second. A figure whose
 * counters changed has changed, even at an equal value.
 */
export function diffRuns(a: RunRecord, b: RunRecord): RunDifference {
  const general = generalCauses(a, b);
  const asked = general.some((c) => c.kind === "request");
  const known = new Map<string, readonly Cause[]>();
  const causes = (indicator: string): readonly Cause[] => {
    const found = known.get(indicator) ?? causesOf(indicator, a, b, !asked);
    known.set(indicator, found);
    return found;
  };
  const inB = new Map(b.figures.map((f) => [figureAddress(f), f]));
  const inA = new Set(a.figures.map(figureAddress));
  const changes: FigureChange[] = [];
  let same = 0;
  const change = (old: RunFigure | null, now: RunFigure | null): void => {
    const figure = now ?? old;
    if (!figure) return;
    const { indicator, group, subject } = figure;
    const [p, q] = [a.indicators[indicator], b.indicators[indicator]];
    const comparable = p !== undefined && p.unit === q?.unit && p.numeric === q.numeric;
    const there = old !== null && now !== null && old.value !== null && now.value !== null;
    changes.push({
      state: old === null ? "entered" : now === null ? "left" : "changed",
      indicator,
      how: q ?? p ?? null,
      group,
      subject,
      old,
      new: now,
      difference: comparable && there ? BigInt(now.value) - BigInt(old.value) : null,
      causes: [...notAsked(figure, a, b), ...causes(indicator)],
    });
  };
  for (const f of a.figures) {
    const other = inB.get(figureAddress(f)) ?? null;
    if (other && sameFigure(f, other)) same++;
    else change(f, other);
  }
  for (const f of b.figures) if (!inA.has(figureAddress(f))) change(null, f);
  return { same, changes, general };
}
