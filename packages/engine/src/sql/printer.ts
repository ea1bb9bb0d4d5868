/**
 * Prints relations and statements in one dialect; nothing else in this package writes SQL. The switches are
 * exhaustive: a node that a dialect could not print does not compile.
 */
import { textLiteral } from "@lianzhang/kernel";
import type { Ex, Measure, Output, Relation, Statement, Step } from "../relation.ts";
import type { Dialect } from "./dialect.ts";
import { ExpressionPrinter } from "./expressions.ts";

type Cell = bigint | string | boolean | null;

export class Printer {
  readonly #d: Dialect;
  readonly #expressions: ExpressionPrinter;

  constructor(dialect: Dialect) {
    this.#d = dialect;
    this.#expressions = new ExpressionPrinter(dialect);
  }

  #measure(m: Measure): string {
    const x = this.#expressions.print(m.ex);
    switch (m.fn) {
      case "sum":
        return `sum(${x})`;
      case "sumCount":
        return this.#expressions.cast(`coalesce(sum(${x}), 0)`, "integer");
      case "count":
        // the plain forms are what the database counts fastest
        if (m.ex.ex === "truth" && m.ex.value) return "count(*)";
        if (m.ex.ex === "present") return `count(${this.#expressions.print(m.ex.argument)})`;
        return `count(CASE WHEN ${this.#expressions.condition(m.ex)} THEN 1 END)`;
      case "max":
      case "min":
        return `${m.fn}(${x})`;
      case "sorted":
        return this.#d.sortedList(x);
      case "distinct":
        return `count(DISTINCT ${x})`;
    }
  }

  #as(sql: string, name: string): string {
    return `${sql} AS ${this.#d.identifier(name)}`;
  }

  #outputs(list: readonly Output[]): string[] {
    return list.map((o) => {
      const sql = this.#expressions.print(o.ex);
      return o.ex.ex === "column" && o.ex.name === o.name ? sql : this.#as(sql, o.name);
    });
  }

  #source(r: Relation): string {
    if (r.rel === "table" || r.rel === "step") return this.#d.identifier(r.name);
    return `(${this.relation(r)}) AS source`;
  }

  #leg(r: Relation, alias: string): string {
    const source =
      r.rel === "table" || r.rel === "step" ? this.#d.identifier(r.name) : `(${this.relation(r)})`;
    return this.#as(source, alias);
  }

  #where(e: Ex | null): string {
    return e === null ? "" : `\n  WHERE ${this.#expressions.condition(e)}`;
  }

  /** Every cell is a literal cast to its column's type; no rows: a relation of none. */
  #values(r: Extract<Relation, { readonly rel: "values" }>): string {
    const cell = (v: Cell, type: "integer" | "text" | "truth"): string =>
      this.#expressions.cast(v === null ? "NULL" : typeof v === "string" ? textLiteral(v) : String(v), type);
    const [first, ...rest] = r.rows;
    if (first === undefined)
      return `SELECT ${r.columns.map((c) => this.#as(cell(null, c.type), c.name)).join(", ")} WHERE FALSE`;
    // The first row says the types of all; a cast of every cell would be read far more slowly than the rows.
    const typed = r.columns.map((c, i) => cell(first[i] ?? null, c.type));
    const plain = (v: Cell): string =>
      v === null ? "NULL" : typeof v === "string" ? textLiteral(v) : String(v);
    const lines = [typed, ...rest.map((row) => r.columns.map((_, i) => plain(row[i] ?? null)))];
    const names = r.columns.map((c) => this.#d.identifier(c.name)).join(", ");
    return `SELECT * FROM (VALUES\n  ${lines.map((l) => `(${l.join(", ")})`).join(",\n  ")}) AS written (${names})`;
  }

  relation(r: Relation): string {
    switch (r.rel) {
      case "values":
        return this.#values(r);
      case "table":
      case "step":
        return `SELECT * FROM ${this.#d.identifier(r.name)}`;
      case "select":
        return `SELECT ${r.distinct ? "DISTINCT " : ""}${this.#outputs(r.columns).join(",\n    ")}\n  FROM ${this.#source(r.from)}${this.#where(r.where)}`;
      case "aggregate": {
        const measures = r.measures.map((m) => this.#as(this.#measure(m), m.name));
        const group = r.keys.length > 0 ? `\n  GROUP BY ${r.keys.map((_, i) => i + 1).join(", ")}` : "";
        return `SELECT ${[...this.#outputs(r.keys), ...measures].join(",\n    ")}\n  FROM ${this.#source(r.from)}${this.#where(r.where)}${group}`;
      }
      case "join": {
        const legs = r.legs.map((l) => {
          const on = (typeof l.on === "string" ? [l.on] : l.on).map((c) => this.#d.identifier(c)).join(", ");
          return `\n  ${l.kind === "left" ? "LEFT" : "INNER"} JOIN ${this.#leg(l.to, l.alias)} USING (${on})`;
        });
        return `SELECT *\n  FROM ${this.#source(r.from)}${legs.join("")}`;
      }
      case "extend":
        return `SELECT *, ${this.#outputs(r.columns).join(",\n    ")}\n  FROM ${this.#source(r.from)}`;
      case "union":
        return r.all.map((part) => this.relation(part)).join("\nUNION ALL\n");
    }
  }

  #step(step: Step): string {
    const materialised = step.materialised || this.#d.computedOnce(step.relation) ? "MATERIALIZED " : "";
    return `-- ${step.why}\n${this.#d.identifier(step.name)} AS ${materialised}(\n  ${this.relation(step.relation)}\n)`;
  }

  #steps(s: Statement): string {
    return s.steps.length > 0 ? `WITH ${s.steps.map((step) => this.#step(step)).join(",\n")}\n` : "";
  }

  /** The result as a stored table: its rows have no order, whoever reads them asks for one. */
  stored(table: string, s: Statement): string {
    return `${this.#d.replaceTable(this.#d.identifier(table))} AS\n${this.#steps(s)}${this.relation(s.result)}`;
  }

  statement(s: Statement): string {
    const steps = this.#steps(s);
    const order = s.orderBy.map((o) => this.#d.order(this.#d.identifier(o.column), o.descending)).join(", ");
    const limit = s.limit ? `\nLIMIT ${s.limit.count} OFFSET ${s.limit.offset}` : "";
    return `${steps}SELECT * FROM (\n${this.relation(s.result)}\n) AS result\nORDER BY ${order}${limit}`;
  }
}
