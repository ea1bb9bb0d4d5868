/** Periods that heads say themselves, held against the period the return is of. */
import type { Period } from "@lianzhang/kernel";
import { formatPeriod, periodLength, yearOf } from "@lianzhang/kernel";
import type { Finding } from "../finding.ts";
import type { FoundTable, Head } from "../tables/table.ts";
import { say } from "../values/said.ts";
import { atHead, headText } from "./places.ts";
import { headPeriod } from "./series.ts";

/** The period that the heads agree on, for a table that says none elsewhere; a year alone is none. */
export function periodOfHeads(heads: readonly Head[]): Period | null {
  const said = heads.filter((h) => h.year !== "last").flatMap((h) => headPeriod(h, null) ?? []);
  const [first] = said;
  if (first === undefined || said.some((p) => p.to !== first.to)) return null;
  return first;
}

/** Heads that are of another period than the table: their columns are not read. */
export function headsOfOthers(
  table: FoundTable,
  heads: readonly { readonly head: Head; readonly field: string }[],
  period: Period | null,
): { readonly others: ReadonlySet<Head>; readonly findings: readonly Finding[] } {
  const others = new Set<Head>();
  const findings: Finding[] = [];
  for (const { head, field } of heads) {
    const own = period === null ? null : headPeriod(head, yearOf(period.to));
    if (period === null || own === null) continue;
    const same = periodLength(own) === "year" ? yearOf(own.to) === yearOf(period.to) : own.to === period.to;
    if (same) continue;
    others.add(head);
    findings.push(
      atHead(table, head, field, {
        strength: "must",
        code: "LZ8133",
        message: say(
          `“${headText(head)}”不是 ${formatPeriod(period)} 的数,未读入`,
          `“${headText(head)}” is not of ${formatPeriod(period)}; it was not read`,
        ),
        hint: say("核对报告期,改正其中之一", "check the periods and correct one of them"),
      }),
    );
  }
  return { others, findings };
}
