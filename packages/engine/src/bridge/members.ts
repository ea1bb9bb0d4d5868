/** Cells by a many-valued list: who is in them, and what part of a value they hold. */
import type { Model } from "@lianzhang/definitions";
import type { Group } from "@lianzhang/formula";
import { MEMBER, membershipTable } from "@lianzhang/kernel";
import type { Ex, Leg, Relation } from "../relation.ts";
import { and, column, equals, integer } from "../relation.ts";
import type { Basis } from "../row-steps.ts";
import { atMonth, tableOf } from "../row-steps.ts";
import type { Term } from "./terms.ts";

/** The column that is there for the subjects of the cell. */
export const inside = (key: string): string => `in_${key}`;

/** The codes of a list in the asked cell: one row a subject, with its share of the value where shares count. */
export function memberLegs(model: Model, group: Group, basis: Basis): Leg[] {
  return group.flatMap((g): Leg[] => {
    const m = g.kind === "membership" ? model.memberships.get(g.key) : undefined;
    if (!m) return [];
    const now = and(
      atMonth(MEMBER.since, MEMBER.until, basis.month),
      ...(m.count === "primary" ? [column(MEMBER.primary)] : []),
    );
    const codes: Relation = {
      rel: "select",
      from: tableOf(basis, membershipTable(m.id)),
      where: now,
      columns: [
        { name: "subject", ex: column(MEMBER.subject) },
        { name: inside(g.key), ex: column(MEMBER.code) },
        { name: `share_${g.key}`, ex: column(MEMBER.share) },
        {
          name: `before_${g.key}`,
          ex: {
            ex: "before",
            of: column(MEMBER.share),
            partition: column(MEMBER.subject),
            order: column(MEMBER.code),
          },
        },
      ],
    };
    const to: Relation =
      g.code === null
        ? {
            rel: "aggregate",
            from: codes,
            where: null,
            keys: [{ name: "subject", ex: column("subject") }],
            measures: [{ name: inside(g.key), fn: "max", ex: integer(1) }],
          }
        : {
            rel: "select",
            from: codes,
            where: equals(column(inside(g.key)), { ex: "text", value: g.code }),
            columns: ["subject", inside(g.key), `share_${g.key}`, `before_${g.key}`].map((name) => ({
              name,
              ex: column(name),
            })),
          };
    return [{ kind: "left", to, alias: `leg_${inside(g.key)}`, on: "subject" }];
  });
}

/** The value as the cell counts it: by share where the list counts by share, and only sums of a field. */
export function counted(model: Model, term: Term, value: Ex, group: Group): Ex {
  if (term.node.argument === null || term.whole) return value;
  return group.reduce((argument: Ex, g) => {
    const byShare =
      g.kind === "membership" && g.code !== null && model.memberships.get(g.key)?.count === "share";
    if (!byShare) return argument;
    return { ex: "sharePart", argument, before: column(`before_${g.key}`), share: column(`share_${g.key}`) };
  }, value);
}
