/** Who stands behind a cell and with what: the contributions of an aggregate, and the codes of its subjects. */
import type { MembershipDefinition, Model } from "@lianzhang/definitions";
import type { Group } from "@lianzhang/formula";
import type { Period, SqlRunner } from "@lianzhang/kernel";
import { MEMBER, membershipTable, subjectTable } from "@lianzhang/kernel";
import { ask } from "../ask.ts";
import { contributions } from "../contributions.ts";
import type { Aggregate } from "../need.ts";
import { aggregateKey, groupKey, isPushed } from "../need.ts";
import type { Statement } from "../relation.ts";
import { column } from "../relation.ts";
import type { Basis } from "../row-steps.ts";
import { atMonth } from "../row-steps.ts";
import { RowRelation } from "../rows.ts";

/** One subject's part of a cell. */
export interface Part {
  /** In the cell: what its share makes of it, where the membership counts by share. */
  readonly value: bigint;
  /** 1/10000 of the subject's value that falls to the cell. */
  readonly share: bigint;
}

export type Parts = ReadonlyMap<string, Part>;

/** The codes of a subject at a grouping key; share in 1/10000. None: the cell of the unknown. */
type Codes = ReadonlyMap<string, readonly { readonly code: string; readonly share: bigint }[]>;

const WHOLE = 10_000n;
const EVERYONE = { limit: 1_000_000_000, offset: 0 };

/** Reads through the engine's own statements, each once. */
export class Microdata {
  readonly #model: Model;
  readonly #runner: SqlRunner;
  readonly #basis: Basis;
  readonly #values = new Map<string, Parts>();
  readonly #codes = new Map<string, Codes>();

  constructor(model: Model, runner: SqlRunner, basis: Basis) {
    this.#model = model;
    this.#runner = runner;
    this.#basis = basis;
  }

  /** The used subjects of an aggregate in a cell. */
  async parts(node: Aggregate, period: Period, group: Group): Promise<Parts> {
    // what a subject contributes to a cell may depend on the cell: ask for each
    if (isPushed(node)) return this.#listed(node, period, group);
    const all = await this.#listed(node, period, []);
    const out = new Map(all);
    for (const g of group) {
      const codes = await this.#codesOf(node.subject, g);
      for (const [subject, part] of out) {
        const has = codes.get(subject) ?? [];
        const share =
          g.code === null
            ? has.length === 0
              ? WHOLE
              : null
            : (has.find((h) => h.code === g.code)?.share ?? null);
        if (share === null) out.delete(subject);
        else if (share !== WHOLE)
          out.set(subject, { value: (part.value * share) / WHOLE, share: (part.share * share) / WHOLE });
      }
    }
    return out;
  }

  async #listed(node: Aggregate, period: Period, group: Group): Promise<Parts> {
    const key = `${aggregateKey(node, period)} ${groupKey(group)}`;
    const found = this.#values.get(key);
    if (found) return found;
    const list = await contributions(this.#model, this.#runner, node, period, group, this.#basis, EVERYONE);
    const parts = new Map<string, Part>();
    for (const c of list) if (c.value !== null) parts.set(c.subject, { value: c.value, share: WHOLE });
    this.#values.set(key, parts);
    return parts;
  }

  async #codesOf(register: string, g: Group[number]): Promise<Codes> {
    const key = `${register} ${g.kind} ${g.key}`;
    const found = this.#codes.get(key);
    if (found) return found;
    const m = g.kind === "membership" ? this.#model.memberships.get(g.key) : undefined;
    const statement = m ? this.#memberStatement(register, m) : this.#attributeStatement(register, g.key);
    const { rows } = await ask(this.#runner, statement);
    const codes = new Map<string, { readonly code: string; readonly share: bigint }[]>();
    for (const [subject, code, primary, share] of rows) {
      if (code === null || code === undefined) continue;
      if (m?.count === "primary" && primary !== true) continue;
      const weight = m?.count === "share" && typeof share === "bigint" ? share : WHOLE;
      const list = codes.get(String(subject)) ?? [];
      list.push({ code: String(code), share: weight });
      codes.set(String(subject), list);
    }
    this.#codes.set(key, codes);
    return codes;
  }

  #attributeStatement(register: string, attribute: string): Statement {
    const rows = new RowRelation(this.#model, register, this.#basis);
    const value = rows.attribute(attribute);
    return this.#coded(register, rows, [{ name: "value", ex: value }]);
  }

  #coded(
    register: string,
    rows: RowRelation,
    columns: readonly { readonly name: string; readonly ex: ReturnType<RowRelation["attribute"]> }[],
  ): Statement {
    return {
      steps: rows.steps("rows"),
      result: {
        rel: "select",
        where: null,
        columns: [{ name: "subject_code", ex: column("code") }, ...columns],
        from: {
          rel: "join",
          from: { rel: "step", name: "rows" },
          legs: [
            {
              kind: "inner",
              to: { rel: "table", name: subjectTable(register) },
              alias: "subjects",
              on: "subject",
            },
          ],
        },
      },
      orderBy: [{ column: "subject_code", descending: false }],
      limit: null,
    };
  }

  #memberStatement(register: string, m: MembershipDefinition): Statement {
    return {
      steps: [],
      result: {
        rel: "select",
        where: null,
        columns: [
          { name: "subject_code", ex: column("code") },
          { name: "member_code", ex: column("member_code") },
          { name: "is_primary", ex: column(MEMBER.primary) },
          { name: "share", ex: column(MEMBER.share) },
        ],
        from: {
          rel: "join",
          from: {
            rel: "select",
            from: { rel: "table", name: membershipTable(m.id) },
            where: atMonth(MEMBER.since, MEMBER.until, this.#basis.month),
            columns: [
              { name: "subject", ex: column(MEMBER.subject) },
              { name: "member_code", ex: column(MEMBER.code) },
              { name: MEMBER.primary, ex: column(MEMBER.primary) },
              { name: MEMBER.share, ex: column(MEMBER.share) },
            ],
          },
          legs: [
            {
              kind: "inner",
              to: { rel: "table", name: subjectTable(register) },
              alias: "subjects",
              on: "subject",
            },
          ],
        },
      },
      orderBy: [
        { column: "subject_code", descending: false },
        { column: "member_code", descending: false },
      ],
      limit: null,
    };
  }
}
