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
      return `max(${x}) AS ${quote(m.name)}`;
  }
}

const output = (o: Output): string => `${printExpression(o.ex)} AS ${quote(o.name)}`;

function source(r: Relation): string {
  if (r.rel === "table" || r.rel === "step") return quote(r.name);
  return `(${printRelation(r)})`;
}

export function printRelation(r: Relation): string {
  switch (r.rel) {
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
          `\n  ${l.kind === "left" ? "LEFT" : "INNER"} JOIN ${source(l.to)} AS ${quote(l.alias)} USING (${quote(l.on)})`,
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
