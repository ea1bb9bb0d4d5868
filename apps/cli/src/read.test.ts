import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
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

describe("a draft folder", () => {
  const out = join(folder, "draft");
  test("loads, and check lists what is still to be built", async () => {
    expect(await run(["read", scheme, "--out", out], keptTerminal())).toBe(0);
    const checked = keptTerminal();
    expect(await run(["check", out], checked)).toBe(0);
    const said = checked.lines.filter((l) => l.includes("warning") || l.includes("error"));
    expect(said.map((l) => /LZ\d{4}/.exec(l)?.[0])).toEqual(["LZ3001"]);
    expect(said[0]).toContain("数据由市经信局掌握");
  });
  test("is never written over what is there", async () => {
    const terminal = keptTerminal();
    expect(await run(["read", scheme, "--out", out], terminal)).toBe(2);
    expect(terminal.errors.join("\n")).toMatch(/draft」不是空的\(有 .+\)/);
  });
  test("beside the decision folder: what its targets become", async () => {
    const other = file("新决定.txt", "演示市决定\n一、目标\n到2027年，锂电产业规模达到1600亿元以上。");
    const [bound, terminal] = [join(folder, "bound"), keptTerminal()];
    const args = ["read", other, "--decision", "decisions/meishan-2023", "--out", bound, "--json"];
    expect(await run(args, terminal)).toBe(0);
    expect(JSON.parse(terminal.lines.join("\n"))).toMatchObject({
      tasks: [],
      draft: { targets: [{ id: "lithium-scale-2027", indicator: "lithium_output", change: "changed" }] },
    });
    expect(await run(["check", bound], keptTerminal())).toBe(0);
  });
});
