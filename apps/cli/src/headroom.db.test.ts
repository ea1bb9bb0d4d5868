/** Headroom of energy by unit and year: freed and given less taken, and what earlier years leave is carried over. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { run } from "./index.ts";
import { keptTerminal } from "./testing/terminal.ts";

const folder = mkdtempSync(join(tmpdir(), "lianzhang-headroom-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("1,000 freed and 300 taken in 2024 leave 700; with 500 given and 200 taken 2025 ends at 1,000", async () => {
  mkdirSync(join(folder, "registers"));
  const entries = [
    "H1,511402,freed,2024-03-01,1000,演示1号,2024-03",
    "H2,511402,taken,2024-09-01,300,演示2号,2024-09",
    "H3,511402,granted,2025-02-01,500,演示3号,2025-02",
    "H4,511402,taken,2025-06-01,200,演示4号,2025-06",
    "H5,511402,freed,2026-01-05,9999,演示5号,2025-06",
  ];
  writeFileSync(
    join(folder, "registers/headroom_entry.csv"),
    ["code,headroom_unit,headroom_kind,headroom_on,headroom_amount,headroom_number,since", ...entries].join(
      "\n",
    ),
  );
  const ids = [
    "headroom_freed",
    "headroom_new",
    "headroom_used",
    "headroom_left",
    "headroom_carried",
    "headroom_balance",
  ];
  const argv = ["compute", "decisions/meishan-2023", "--data", folder, "--period", "2025", "--json"];
  const terminal = keptTerminal();
  expect(await run([...argv, "--indicator", ids.join(",")], terminal)).toBe(0);
  const document: unknown = JSON.parse(terminal.lines.join("\n"));
  const value = (indicator: string, amount: string) => expect.objectContaining({ indicator, value: amount });
  expect(document).toMatchObject({
    figures: expect.arrayContaining([
      value("headroom_new", "500"),
      value("headroom_used", "200"),
      value("headroom_carried", "700"),
      value("headroom_balance", "1000"),
    ]),
  });
});
