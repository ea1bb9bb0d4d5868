/** What the store of facts must hold, counted by hand from what was accepted and taken back. */
import { FOREVER } from "@lianzhang/kernel";
import type { RowsOf } from "@lianzhang/server";
import type { KeptReturns } from "@lianzhang/work";

interface Row {
  readonly id: string;
  readonly from: number;
  readonly event: bigint;
  until: number;
  readonly value: bigint;
}

/** Spans of one subject and period: the latest row in force on each day. */
function spans(rows: readonly Row[]): string[] {
  const days = [...new Set(rows.flatMap((r) => [r.from, r.until]))]
    .filter((d) => d < FOREVER)
    .toSorted((a, b) => a - b);
  const found: { from: number; row: Row | undefined }[] = [];
  for (const day of days) {
    const row = rows
      .filter((r) => r.from <= day && r.until > day)
      .toSorted((a, b) => a.from - b.from || Number(a.event - b.event))
      .at(-1);
    if (found.at(-1)?.row !== row) found.push({ from: day, row });
  }
  return found.flatMap(({ from, row }, i) =>
    row === undefined ? [] : [`${from} ${found[i + 1]?.from ?? FOREVER} ${row.value / 100n}`],
  );
}

/** `<code> <year> <known from> <known to> <元>`, in order. */
export async function expectedTaxes(
  returns: Pick<KeptReturns, "eventsAfter">,
  rowsOf: RowsOf,
): Promise<readonly string[]> {
  const keys = new Map<string, Row[]>();
  for (const event of await returns.eventsAfter(0n, 1_000_000)) {
    if (event.kind === "accept") {
      for (const { subject, cells } of (await rowsOf(event.accepted)).rows) {
        const key = `${subject ?? ""} ${event.accepted.period}`;
        const value = cells.get("taxes_paid")?.value ?? 0n;
        const row = { id: event.accepted.id, from: event.day, event: event.event, until: FOREVER, value };
        keys.set(key, [...(keys.get(key) ?? []), row]);
      }
      continue;
    }
    for (const [key, rows] of keys)
      if (event.kind === "purge")
        keys.set(
          key,
          rows.filter((r) => r.id !== event.id),
        );
      else for (const row of rows) if (row.id === event.id && row.until === FOREVER) row.until = event.day;
  }
  return [...keys].flatMap(([key, rows]) => spans(rows).map((s) => `${key} ${s}`)).toSorted();
}
