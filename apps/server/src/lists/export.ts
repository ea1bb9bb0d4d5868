/** GET /api/lists/:membership/export: the list of a month in the heads that an import of the list reads. */
import { formatMonth } from "@lianzhang/kernel";
import { csvText } from "@lianzhang/work";
import { writeXlsx } from "hucre/xlsx";
import type { CaseDesk } from "../cases/desk.ts";
import type { Context } from "../context.ts";
import { notAllowed } from "../door/identity.ts";
import type { TableFile } from "../registers/tables.ts";
import { monthIn, monthOut } from "../registers/written.ts";
import { membersIn, namesSeen } from "./members.ts";
import { listFor } from "./place.ts";

const HEAD = ["code", "name", "member_of", "primary", "share", "since", "until"];

export async function exportList(
  context: Context,
  desk: CaseDesk,
  id: string,
  asked: { readonly month?: string | undefined; readonly format: "csv" | "xlsx" },
): Promise<TableFile> {
  const { membership, register } = listFor(desk, id);
  if (desk.may(register.id)?.export !== true)
    throw notAllowed({ zh: "导出该名录", en: "take this list out as a table" });
  const month = asked.month === undefined ? desk.thisMonth : monthIn(asked.month);
  const members = await membersIn(context, membership, month);
  const names = await namesSeen(desk, membership.register, [...new Set(members.map((m) => m.subject))]);
  const table = [
    HEAD,
    ...members
      .filter((m) => names.has(m.subject))
      .map((m) => [
        m.subject,
        names.get(m.subject) ?? "",
        m.of,
        m.primary ? "1" : "0",
        String(m.share / 100),
        monthOut(m.since) ?? "",
        monthOut(m.until) ?? "",
      ]),
  ];
  const name = `${membership.label.zh}-${formatMonth(month)}.${asked.format}`;
  if (asked.format === "csv")
    return {
      name,
      type: "text/csv; charset=utf-8",
      bytes: new TextEncoder().encode(`\ufeff${csvText(table)}`),
    };
  const rows = table.map((row) => row.map((cell): string | null => (cell === "" ? null : cell)));
  const bytes = await writeXlsx({ sheets: [{ name: membership.label.zh, rows }] });
  return { name, type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", bytes };
}
