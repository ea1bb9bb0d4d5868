/** Prints the relation tree as DuckDB SQL. One emitter a dialect; nothing else writes SQL in this package. */
import { quote, textLiteral, toDouble } from "@lianzhang/kernel";
import type { Ex, Measure, Output, Relation, Statement } from "../relation.ts";

const LIMIT_TEXT = "999999999999999999";
const real = (sql: string): string => `CAST(${sql} AS DOUBLE)`;
const factor = (f: Parameters<typeof toDouble>[0]): string =>
  f.num === f.den ? "" : ` * CAST('${toDouble(f)}' AS DOUBLE)`;

/** The quantiser of kernel/number.ts, step by step. `x` prints a double. */
const quantised = (x: string): string =>
  `CASE WHEN abs(${x}) < 9e7 THEN CAST(sign(${x}) * floor(abs(${x}) * 1e8 + 0.5) AS BIGINT) END`;

const inRange = (sql: string): string =>
  `CASE WHEN ${sql} BETWEEN -${LIMIT_TEXT} AND ${LIMIT_TEXT} THEN CAST(${sql} AS BIGINT) END`;

export function printExpression(e: Ex): string {
  const p = printExpression;
  switch (e.ex) {
    case "column":
      return quote(e.name);
    case "integer":
      return `CAST(${e.value} AS BIGINT)`;
    case "text":
      return e.value === null ? "CAST(NULL AS VARCHAR)" : textLiteral(e.value);
    case "truth":
      return e.value ? "TRUE" : "FALSE";
    case "missing":
      return "CAST(NULL AS BIGINT)";
    case "add":
    case "subtract":
      // two 18-digit integers cannot overflow 64 bits
      return inRange(`(${p(e.left)} ${e.ex === "add" ? "+" : "-"} ${p(e.right)})`);
    case "total": {
      const wide = e.parts
        .map(({ sign, ex }) => `${sign === 1 ? "+" : "-"} CAST(${p(ex)} AS HUGEINT)`)
        .join(" ");
      return inRange(`(CAST(0 AS HUGEINT) ${wide})`);
    }
    case "negate":
      return `(-${p(e.argument)})`;
    case "abs":
      return `abs(${p(e.argument)})`;
    case "scale":
      return inRange(`(CAST(${p(e.argument)} AS HUGEINT) * ${e.by})`);
    case "product":
      return quantised(`(${real(p(e.left))} * ${real(p(e.right))}${factor(e.factor)})`);
    case "quotient": {
      const right = p(e.right);
      const divisor =
        e.base === "positive"
          ? `CASE WHEN ${right} > 0 THEN ${real(right)} END`
          : real(`nullif(${right}, 0)`);
      return quantised(`(${real(p(e.left))} / ${divisor}${factor(e.factor)})`);
    }
    case "asRatio":
      return quantised(`(${real(p(e.argument))}${factor(e.factor)})`);
    case "compare":
      return `(${p(e.left)} ${e.comparison === "!=" ? "<>" : e.comparison} ${p(e.right)})`;
    case "and":
    case "or":
      return e.all.length === 0
        ? e.ex === "and"
          ? "TRUE"
          : "FALSE"
        : `(${e.all.map(p).join(e.ex === "and" ? " AND " : " OR ")})`;
    case "not":
      return `(NOT ${p(e.argument)})`;
    case "in":
      return e.values.length === 0
        ? `(CASE WHEN ${p(e.argument)} IS NOT NULL THEN FALSE END)`
        : `(${p(e.argument)} IN (${e.values.map(textLiteral).join(", ")}))`;
    case "present":
      return `(${p(e.argument)} IS NOT NULL)`;
    case "absent":
      return `(${p(e.argument)} IS NULL)`;
    case "isTrue":
      return `((${p(e.argument)}) IS TRUE)`;
    case "limit": {
      const [left, right] = [p(e.left), p(e.right)];
      const lesser = e.side === "cap" ? "<" : ">";
      return `CASE WHEN ${left} IS NULL OR ${right} IS NULL THEN NULL WHEN ${left} ${lesser} ${right} THEN ${left} ELSE ${right} END`;
    }
    case "round": {
      const x = p(e.argument);
      return inRange(`(sign(${x}) * ((abs(${x}) + ${e.step / 2n}) // ${e.step}) * ${e.step})`);
    }
    case "cagr": {
      const [left, right] = [p(e.left), p(e.right)];
      const yearly = `((power(${real(left)} / ${real(right)}, CAST(1 AS DOUBLE) / ${e.years}) - 1)${factor(e.factor)})`;
      return `CASE WHEN ${left} > 0 AND ${right} > 0 THEN ${quantised(yearly)} END`;
    }
    case "wide":
      return `CAST(${p(e.argument)} AS BIGINT)`;
    case "inRange":
      return inRange(p(e.argument));
    case "firstOf":
      return `coalesce(${e.all.map(p).join(", ")})`;
    case "quantile": {
      const h = `((${p(e.count)} - 1) * ${e.place})`;
      const low = `${p(e.sorted)}[${h} // 100000000 + 1]`;
      const next = `coalesce(${p(e.sorted)}[${h} // 100000000 + 2], ${low})`;
      const step = `(CAST(${next} - ${low} AS HUGEINT) * (${h} % 100000000) + 50000000) // 100000000`;
      return `CASE WHEN ${p(e.count)} > 0 THEN CAST(${low} + ${step} AS BIGINT) END`;
    }
    case "rank": {
      const over = `${partitionBy(e.partition)}ORDER BY ${p(e.of)} ${e.descending ? "DESC" : "ASC"} NULLS LAST`;
      return `CASE WHEN ${p(e.of)} IS NOT NULL THEN CAST(rank() OVER (${over}) AS BIGINT) END`;
    }
    case "peers":
      return `count(${p(e.of)}) OVER (${partitionBy(e.partition)})`;
    case "fingerprint": {
      // every part with its length before it, so that no two lists of parts read the same
      const part = (x: string): string => `coalesce(length(${x}) || ':' || ${x}, '-')`;
      const text = e.parts.map((x) => part(`CAST(${p(x)} AS VARCHAR)`)).join(" || ");
      return `CAST('0x' || left(md5(${text}), 15) AS BIGINT)`;
    }
    case "before":
      return `CAST(coalesce(sum(${p(e.of)}) OVER (PARTITION BY ${p(e.partition)} ORDER BY ${p(e.order)} ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS BIGINT)`;
    case "sharePart": {
      const upTo = (shares: string): string => `((CAST(${p(e.argument)} AS HUGEINT) * ${shares}) // 10000)`;
      return `CAST(${upTo(`(${p(e.before)} + ${p(e.share)})`)} - ${upTo(p(e.before))} AS BIGINT)`;
    }
    case "case":
      return `CASE ${e.branches.map((b) => `WHEN ${p(b.when)} THEN ${p(b.then)}`).join(" ")} ELSE ${p(e.otherwise)} END`;
  }
}

const partitionBy = (keys: readonly Ex[]): string =>
  keys.length === 0 ? "" : `PARTITION BY ${keys.map(printExpression).join(", ")} `;

function measure(m: Measure): string {
  const x = printExpression(m.ex);
  switch (m.fn) {
    case "sum":
      return `sum(${x}) AS ${quote(m.name)}`;
    case "sumCount":
      return `CAST(coalesce(sum(${x}), 0) AS BIGINT) AS ${quote(m.name)}`;
    case "count":
      return `count(CASE WHEN ${x} THEN 1 END) AS ${quote(m.name)}`;
    case "max":
    case "min":
      return `${m.fn}(${x}) AS ${quote(m.name)}`;
    case "sorted":
      return `list_sort(list(${x}), 'ASC', 'NULLS LAST') AS ${quote(m.name)}`;
    case "distinct":
      return `count(DISTINCT ${x}) AS ${quote(m.name)}`;
  }
}

const using = (on: string | readonly string[]): string =>
  (typeof on === "string" ? [on] : on).map(quote).join(", ");

const output = (o: Output): string => `${printExpression(o.ex)} AS ${quote(o.name)}`;

function source(r: Relation): string {
  if (r.rel === "table" || r.rel === "step") return quote(r.name);
  return `(${printRelation(r)})`;
}

const VALUE_TYPES = { integer: "BIGINT", text: "VARCHAR", truth: "BOOLEAN" } as const;

/** Every cell is a literal cast to its column's type; no rows: a relation of none. */
function printValues(r: Extract<Relation, { readonly rel: "values" }>): string {
  const cell = (v: bigint | string | boolean | null, type: keyof typeof VALUE_TYPES): string => {
    const text = v === null ? "NULL" : typeof v === "string" ? textLiteral(v) : String(v);
    return `CAST(${text} AS ${VALUE_TYPES[type]})`;
  };
  const line = (row: readonly (bigint | string | boolean | null)[]): string =>
    `SELECT ${r.columns.map((c, i) => `${cell(row[i] ?? null, c.type)} AS ${quote(c.name)}`).join(", ")}`;
  return r.rows.length === 0 ? `${line([])} WHERE FALSE` : r.rows.map(line).join(" UNION ALL ");
}

export function printRelation(r: Relation): string {
  switch (r.rel) {
    case "values":
      return printValues(r);
    case "table":
    case "step":
      return `SELECT * FROM ${quote(r.name)}`;
    case "select":
      return `SELECT ${r.distinct ? "DISTINCT " : ""}${r.columns.map(output).join(", ")}\n  FROM ${source(r.from)}${r.where ? `\n  WHERE ${printExpression(r.where)}` : ""}`;
    case "aggregate": {
      const group = r.keys.length > 0 ? `\n  GROUP BY ${r.keys.map((_, i) => i + 1).join(", ")}` : "";
      const list = [...r.keys.map(output), ...r.measures.map(measure)].join(",\n    ");
      return `SELECT ${list}\n  FROM ${source(r.from)}${r.where ? `\n  WHERE ${printExpression(r.where)}` : ""}${group}`;
    }
    case "join": {
      const legs = r.legs.map(
        (l) =>
          `\n  ${l.kind === "left" ? "LEFT" : "INNER"} JOIN ${source(l.to)} AS ${quote(l.alias)} USING (${using(l.on)})`,
      );
      return `SELECT *\n  FROM ${source(r.from)}${legs.join("")}`;
    }
    case "extend":
      return `SELECT *, ${r.columns.map(output).join(", ")}\n  FROM ${source(r.from)}`;
    case "union":
      return r.all.map(printRelation).join("\nUNION ALL\n");
  }
}

export function printStatement(s: Statement): string {
  const steps = s.steps.map(
    (step) =>
      `-- ${step.why}\n${quote(step.name)} AS ${step.materialised ? "MATERIALIZED " : ""}(\n  ${printRelation(step.relation)}\n)`,
  );
  const order = s.orderBy
    .map((o) => `${quote(o.column)}${o.descending ? " DESC NULLS LAST" : " NULLS LAST"}`)
    .join(", ");
  const limit = s.limit ? `\nLIMIT ${s.limit.count} OFFSET ${s.limit.offset}` : "";
  return `${steps.length > 0 ? `WITH ${steps.join(",\n")}\n` : ""}SELECT * FROM (\n${printRelation(s.result)}\n)\nORDER BY ${order}${limit}`;
}
