/**
 * What no emitted statement may hold: a binary float outside the quantiser, an aggregate or window whose result depends
 * on the order of rows, a result without a total order. Checked on the tree and on the text, because a dialect could
 * print a harmless tree harmfully.
 */
import type { Ex, Relation, Statement } from "../relation.ts";
import { Keys } from "./row-keys.ts";

export interface SqlFinding {
  readonly rule: "binary float" | "depends on row order" | "no total order";
  /** The piece of the statement. */
  readonly found: string;
}

const finding = (rule: SqlFinding["rule"], found: string): SqlFinding => ({ rule, found });

/** Findings on the relation tree: its order is total, and running sums go over a unique order. */
export function lintStatement(statement: Statement): SqlFinding[] {
  const keys = new Keys(statement);
  const order = statement.orderBy.map((o) => o.column);
  const total =
    keys.of(statement.result).some((k) => k.every((name) => order.includes(name))) ||
    everyColumn(statement.result).every((name) => order.includes(name));
  return [
    ...(total ? [] : [finding("no total order", `ORDER BY ${order.join(", ")}`)]),
    ...statement.steps.flatMap((s) => lintRelation(s.relation, keys)),
    ...lintRelation(statement.result, keys),
  ];
}

/** The columns of a result that lists them; one that cannot be ordered where it does not. */
function everyColumn(r: Relation): string[] {
  if (r.rel === "select") return r.columns.map((c) => c.name);
  if (r.rel === "aggregate") return [...r.keys, ...r.measures].map((c) => c.name);
  return r.rel === "values" ? r.columns.map((c) => c.name) : ["every column"];
}

function lintRelation(r: Relation, keys: Keys): SqlFinding[] {
  switch (r.rel) {
    case "table":
    case "step":
    case "values":
      return [];
    case "union":
      return r.all.flatMap((part) => lintRelation(part, keys));
    case "join":
      return [r.from, ...r.legs.map((l) => l.to)].flatMap((part) => lintRelation(part, keys));
    case "select":
    case "extend":
    case "aggregate": {
      const where = r.rel === "extend" ? null : r.where;
      const outputs = r.rel === "aggregate" ? [...r.keys, ...r.measures] : r.columns;
      const running = outputs.flatMap((o) => runningSums(o.ex));
      const left = keys.left(r.from, where);
      return [
        ...lintRelation(r.from, keys),
        ...running.flatMap((b) => {
          const over = [b.partition, b.order].flatMap((e) => (e.ex === "column" ? [e.name] : []));
          const one = left.some((k) => k.every((name) => over.includes(name)));
          return one ? [] : [finding("depends on row order", `running sum ordered by ${over.join(", ")}`)];
        }),
      ];
    }
  }
}

type Running = Extract<Ex, { readonly ex: "before" }>;

function runningSums(ex: Ex): Running[] {
  const found: Running[] = [];
  const visit = (v: unknown): void => {
    if (Array.isArray(v)) v.forEach(visit);
    else if (typeof v === "object" && v !== null) {
      if (isRunning(v)) found.push(v);
      Object.values(v).forEach(visit);
    }
  };
  visit(ex);
  return found;
}
const isRunning = (v: object): v is Running => "ex" in v && v.ex === "before";

/** Aggregates and windows that give floats, or another answer for another order of rows. */
const FORBIDDEN =
  /^(avg|mean|stddev\w*|var_\w+|variance|median|any_value|arbitrary|first|last|first_value|last_value|nth_value|arg_max\w*|arg_min\w*|max_by|min_by|ntile|percent_rank|cume_dist|mode|quantile\w*|approx_\w+|fsum|favg|kahan_sum|sumkahan|corr|covar_\w+|regr_\w+|row_number|string_agg|group_concat|listagg|array_agg|lag|lead|random|uuid|now|today)$/;
/** Of these the statement has to say the order; only `list_sort(list(...))` does. */
const LISTS = /^list$/;
const FLOATS = /^(double|real|float|float4|float8|decimal|numeric|power|pow|sqrt|exp|ln|log|cbrt)$/;

/** Findings on a statement's text, as DuckDB reads it. */
export function lintSql(sql: string): SqlFinding[] {
  const tokens = tokensOf(sql);
  const rest = withoutQuantisers(tokens);
  const lower = rest.map((t) => t.toLowerCase());
  const floats = lower.flatMap((t, i) =>
    FLOATS.test(t) || t === "/" || /^\d*\.\d|^\d+e/.test(t) ? [finding("binary float", around(rest, i))] : [],
  );
  const called = (i: number): boolean => rest[i + 1] === "(";
  const disorder = lower.flatMap((t, i) => {
    if (t === "filter" && called(i)) return [finding("depends on row order", around(rest, i))];
    if (FORBIDDEN.test(t) && called(i)) return [finding("depends on row order", around(rest, i))];
    const unsorted = LISTS.test(t) && called(i) && !(lower[i - 1] === "(" && lower[i - 2] === "list_sort");
    return unsorted ? [finding("depends on row order", around(rest, i))] : [];
  });
  return [
    ...floats,
    ...disorder,
    ...(endsInOrder(lower) ? [] : [finding("no total order", tokens.slice(-8).join(" "))]),
  ];
}

const around = (tokens: readonly string[], i: number): string =>
  tokens.slice(Math.max(0, i - 3), i + 5).join(" ");

/** Words, numbers, signs; strings, quoted names and comments as one token each or none. */
function tokensOf(sql: string): string[] {
  const found = sql.matchAll(
    /--[^\n]*|'(?:[^']|'')*'|"(?:[^"]|"")*"|\d+(?:\.\d+)?(?:e[+-]?\d+)?|[A-Za-z_]\w*|\/\/|\|\||<>|<=|>=|./gs,
  );
  return [...found].map((m) => m[0]).filter((t) => !t.startsWith("--") && t.trim() !== "");
}

const INTEGER = "quantised";

/** The end of the brackets that open at `i`. */
function closing(tokens: readonly string[], i: number): number {
  let depth = 0;
  for (let n = i; n < tokens.length; n++) {
    if (tokens[n] === "(") depth++;
    if (tokens[n] === ")" && --depth === 0) return n;
  }
  return tokens.length;
}

const follows = (tokens: readonly string[], i: number, text: string): boolean =>
  text.split(" ").every((t, n) => tokens[i + n] === t);

/** Where the quantiser that starts at `i` ends; null when it is none. */
function quantiserEnd(tokens: readonly string[], i: number): number | null {
  if (!follows(tokens, i, "CASE WHEN abs (")) return null;
  const close = closing(tokens, i + 3);
  const x = tokens.slice(i + 4, close);
  const same = (open: number): boolean =>
    closing(tokens, open) === open + x.length + 1 && x.every((t, n) => tokens[open + 1 + n] === t);
  const sign = close + 8;
  if (!follows(tokens, close, ") < 9e7 THEN CAST ( sign (") || !same(close + 7)) return null;
  const floor = sign + x.length;
  if (!follows(tokens, floor, ") * floor ( abs (") || !same(floor + 5)) return null;
  const end = floor + 6 + x.length;
  const tail = ") * 1e8 + 0.5 ) AS BIGINT ) END";
  return follows(tokens, end, tail) ? end + tail.split(" ").length : null;
}

/** The statement with each quantiser, inner ones first, read as the integer it gives. */
function withoutQuantisers(tokens: readonly string[]): string[] {
  const out = [...tokens];
  for (let i = out.length - 1; i >= 0; i--) {
    const end = quantiserEnd(out, i);
    if (end !== null) out.splice(i, end - i, INTEGER);
  }
  return withoutRangeGuards(out);
}

/** `AND power(...) < n THEN quantised`: the guard before a root that would leave the range. */
function withoutRangeGuards(tokens: readonly string[]): string[] {
  const out = [...tokens];
  for (let i = out.length - 1; i >= 0; i--) {
    if (!follows(out, i, "AND power (")) continue;
    const close = closing(out, i + 2);
    if (out[close + 1] === "<" && follows(out, close + 3, `THEN ${INTEGER}`)) out.splice(i, close + 3 - i);
  }
  return out;
}

/** The statement's own ORDER BY: outside all brackets, and not empty. */
function endsInOrder(lower: readonly string[]): boolean {
  let depth = 0;
  let at = -1;
  lower.forEach((t, i) => {
    if (t === "(") depth++;
    if (t === ")") depth--;
    if (t === "order" && depth === 0 && lower[i + 1] === "by") at = i + 2;
  });
  return at > 0 && at < lower.length && lower[at] !== "limit";
}
