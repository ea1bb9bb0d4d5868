import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { run } from "./index.ts";
import { keptTerminal } from "./testing/terminal.ts";

const folder = mkdtempSync(join(tmpdir(), "read-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const file = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};
const scheme = file(
  "方案.txt",
  "演示市产业行动方案（2026—2028年）\n一、目标\n产业规模突破500亿元。（市经信局牵头）",
);
const earlier = file("旧方案.txt", "演示市产业行动方案（2023—2025年）\n一、目标\n产业规模突破400亿元。");

test("read --json gives clauses, targets and units", async () => {
  const terminal = keptTerminal();
  expect(await run(["read", scheme, "--json"], terminal)).toBe(0);
  const read: unknown = JSON.parse(terminal.lines.join("\n"));
  expect(read).toMatchObject({
    title: "演示市产业行动方案（2026—2028年）",
    clauses: [{ path: "1", heading: "目标" }],
    targets: [
      { indicator: "产业规模", comparator: ">", value: 500, unit: "亿元", year: 2028, kind: "level" },
    ],
    responsible: [{ clause: "1", units: [{ name: "市经信局", role: "lead" }] }],
  });
});

test("against an earlier document: what was raised", async () => {
  const terminal = keptTerminal();
  expect(await run(["read", scheme, "--against", earlier], terminal)).toBe(0);
  expect(terminal.lines.at(-1)).toBe("  提高  产业规模  >400亿元 2025 → >500亿元 2028");
});

test("a secret paper is refused with its code", async () => {
  const terminal = keptTerminal();
  expect(await run(["read", file("密.txt", "机密★\n演示市决定\n一、目标")], terminal)).toBe(1);
  expect(terminal.errors.join("\n")).toContain("LZ8401");
  expect(terminal.errors.join("\n")).toContain("涉密文件");
});
