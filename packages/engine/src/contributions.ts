/** The subjects behind an aggregate, largest first, by one statement over the same row relation. */
import type { Model } from "@lianzhang/definitions";
import type { BooleanCore, Group } from "@lianzhang/formula";
import type { Period, SqlRunner, SqlValue } from "@lianzhang/kernel";
import { MEMBER, membershipTable, subjectTable } from "@lianzhang/kernel";
import { ask } from "./ask.ts";
import type { Aggregate } from "./need.ts";
import { isPushed } from "./need.ts";
import type { GroupingKey } from "./question.ts";
import type { Ex, Leg, Statement } from "./relation.ts";
import { and, column, equals, integer } from "./relation.ts";
import type { Basis } from "./row-steps.ts";
import { atMonth, tableOf, weighted } from "./row-steps.ts";
import { RowRelation } from "./rows.ts";

export interface Contribution {
  readonly subject: string;
  readonly value: bigint | null;
  /** What of the value counts in the cell: less than all of it where the cell counts by share. */
  readonly part: bigint | null;
}

export interface Page {
  readonly limit: number;
  readonly offset: number;
}

/** `bridged`: the rows are one a subject and code already. */
function inGroup(rows: RowRelation, group: Group, bridged: boolean): Ex[] {
  return group.flatMap((g): Ex[] => {
    if (g.kind === "membership" && !bridged) return [];
    const attribute = rows.key({ key: g.key, kind: g.kind });
    return [
      g.code === null
        ? { ex: "absent", argument: attribute }
        : equals(attribute, { ex: "text", value: g.code }),
    ];
  });
}

const legName = (key: string): string => `in_${key}`;

/**
 * Membership cells: the subjects that belong to the code on the basis month; for the cell without a code a mark
 * on every subject that belongs to any, so that `outside` can leave them out.
 */
function memberLegs(model: Model, group: Group, basis: Basis): Leg[] {
  return group.flatMap((g): Leg[] => {
    const m = g.kind === "membership" ? model.memberships.get(g.key) : undefined;
    if (!m) return [];
    const code: Ex[] = g.code === null ? [] : [equals(column(MEMBER.code), { ex: "text", value: g.code })];
    const primary = g.code !== null && m.count === "primary" ? [column(MEMBER.primary)] : [];
    return [
      {
        kind: g.code === null ? "left" : "inner",
        alias: `leg_${legName(g.key)}`,
        on: "subject",
        to: {
          rel: "aggregate",
          from: tableOf(basis, membershipTable(m.id)),
          where: and(...code, atMonth(MEMBER.since, MEMBER.until, basis.month), ...primary),
          keys: [{ name: "subject", ex: column(MEMBER.subject) }],
          measures: [{ name: legName(g.key), fn: "max", ex: integer(1) }],
        },
      },
    ];
  });
}

const outside = (group: Group): Ex[] =>
  group.flatMap((g): Ex[] =>
    g.kind === "membership" && g.code === null ? [{ ex: "absent", argument: column(legName(g.key)) }] : [],
  );

export function planContributions(
  model: Model,
  node: Aggregate,
  period: Period,
  group: Group,
  basis: Basis,
  page: Page,
): Statement {
  const byShare = group.some((g) => model.memberships.get(g.key)?.count === "share");
  const bridged = byShare || isPushed(node);
  const cell = group.map((g): GroupingKey => ({ key: g.key, kind: g.kind }));
  const rows = new RowRelation(model, node.subject, basis, bridged ? { cell } : {});
  const value: Ex = node.argument ? rows.number(node.argument, period) : integer(1);
  const adds = node.fn === "sum" || node.fn === "avg";
  const part: Ex = byShare && adds ? weighted(value) : value;
  const also = (node.alsoPresent ?? []).map((a): Ex => ({ ex: "present", argument: rows.number(a, period) }));
  const condition = (c: BooleanCore | null): Ex[] =>
    c ? [{ ex: "isTrue", argument: rows.condition(c, period) }] : [];
  const where = and(
    { ex: "truth", value: true },
    ...condition(node.where),
    ...inGroup(rows, group, bridged),
    ...also,
  );
  return {
    steps: rows.steps("rows"),
    result: {
      rel: "select",
      where: and({ ex: "truth", value: true }, ...(bridged ? [] : outside(group))),
      columns: [
        { name: "subject_code", ex: column("code") },
        { name: "value", ex: column("value") },
        { name: "part", ex: column("part") },
        { name: "size", ex: { ex: "abs", argument: column("part") } },
      ],
      from: {
        rel: "join",
        from: {
          rel: "select",
          from: { rel: "step", name: "rows" },
          where,
          columns: [
            { name: "subject", ex: column("subject") },
            { name: "value", ex: value },
            { name: "part", ex: part },
          ],
        },
        legs: [
          ...(bridged ? [] : memberLegs(model, group, basis)),
          {
            kind: "inner",
            to: tableOf(basis, subjectTable(node.subject)),
            alias: "subjects",
            on: "subject",
          },
        ],
      },
    },
    orderBy: [
      { column: "size", descending: true },
      { column: "subject_code", descending: false },
    ],
    limit: { count: page.limit, offset: page.offset },
  };
}

export async function contributions(
  model: Model,
  runner: SqlRunner,
  node: Aggregate,
  period: Period,
  group: Group,
  basis: Basis,
  page: Page,
): Promise<Contribution[]> {
  const { rows } = await ask(runner, planContributions(model, node, period, group, basis, page));
  const number = (v: SqlValue | undefined): bigint | null => (typeof v === "bigint" ? v : null);
  return rows.map((r) => ({ subject: String(r[0]), value: number(r[1]), part: number(r[2]) }));
}
