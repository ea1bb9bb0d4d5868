/** Workbooks that wait for whoever keeps them: their period is signed, and nothing was filled for it yet. */
import type { DueWorkbooks } from "@lianzhang/contract";
import type { Month } from "@lianzhang/kernel";
import { formatDay, formatMonth, parsePeriod } from "@lianzhang/kernel";
import type { KeptWorkbook, Workbooks } from "@lianzhang/work";
import type { Context } from "../context.ts";
import type { OperationDesk } from "../operation/desk.ts";
import { keptMonth, monthsOf } from "../operation/desk.ts";
import { signedRun } from "../operation/signed.ts";
import { readVersion } from "./content.ts";
import { dueOn } from "./due.ts";
import { mayFill } from "./may.ts";

async function signedMonths(context: Context, desk: OperationDesk): Promise<readonly Month[]> {
  const signed: Month[] = [];
  for (const month of await monthsOf(context))
    if ((await signedRun(desk, await keptMonth(desk, month))) !== null) signed.push(month);
  return signed.toReversed();
}

/** Months that it was to be filled for since it came, oldest first. */
async function owed(
  workbooks: Workbooks,
  book: KeptWorkbook,
  signed: readonly Month[],
): Promise<readonly { readonly month: Month; readonly due: number }[]> {
  const first = parsePeriod((await workbooks.versions(book.id)).at(-1)?.month ?? "");
  const filled = new Set((await workbooks.fillings(book.id)).flatMap((f) => (f.purged ? [] : [f.month])));
  return signed.flatMap((month) => {
    const due = dueOn(book, month);
    const counts = due !== null && first !== null && month >= first.from && !filled.has(formatMonth(month));
    return counts ? [{ month, due }] : [];
  });
}

export async function dueWorkbooks(
  context: Context,
  desk: OperationDesk,
  workbooks: Workbooks,
): Promise<DueWorkbooks> {
  const { model, viewer } = desk;
  const own = (await workbooks.list()).filter(
    (book) =>
      !book.purged && mayFill({ model, viewer }, book) && readVersion(book.mapping).mapping.cells.length > 0,
  );
  if (own.length === 0) return { rows: [] };
  const signed = await signedMonths(context, desk);
  const rows: (DueWorkbooks["rows"][number] & { readonly on: number })[] = [];
  for (const book of own)
    for (const { month, due } of await owed(workbooks, book, signed))
      rows.push({
        id: book.id,
        label: book.label,
        month: formatMonth(month),
        due: formatDay(due),
        overdue: due < desk.today,
        on: due,
      });
  return { rows: rows.toSorted((a, b) => a.on - b.on).map(({ on: _, ...row }) => row) };
}
