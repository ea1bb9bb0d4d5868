import { expect, test } from "vitest";
import { COMMANDS, run } from "./index.ts";
import { width } from "./table.ts";
import { languageOf } from "./terminal.ts";
import { keptTerminal } from "./testing/terminal.ts";

async function said(
  ...argv: string[]
): Promise<{ readonly status: number; readonly out: string; readonly err: string }> {
  const terminal = keptTerminal("en");
  const status = await run(argv, terminal);
  return { status, out: terminal.lines.join("\n"), err: terminal.errors.join("\n") };
}

test("wrong usage is exit 2 and names the nearest right word", async () => {
  expect(await said("comput")).toMatchObject({
    status: 2,
    err: expect.stringContaining("did you mean compute?"),
  });
  expect(await said("check", "decisions/sample", "--jsn")).toMatchObject({
    status: 2,
    err: expect.stringContaining("did you mean --json?"),
  });
  expect(await said("check", "decisions/sampel")).toMatchObject({
    status: 2,
    err: expect.stringContaining("did you mean decisions/sample?"),
  });
  expect(await said("compute", "decisions/sample", "--period", "2025-13")).toMatchObject({
    status: 2,
    err: expect.stringContaining("2025-13"),
  });
  expect(await said("compute", "decisions/sample")).toMatchObject({
    status: 2,
    err: expect.stringContaining("--period"),
  });
  expect(await said("compute", "decisions/sample", "--period", "2025", "--format", "csv")).toMatchObject({
    status: 2,
    err: expect.stringContaining("--out"),
  });
  expect(await said("compute", "decisions/sample", "--period", "2025", "--plan", "--json")).toMatchObject({
    status: 2,
    err: expect.stringContaining("--plan prints statements only and does not go with --json"),
  });
  expect(await said("compute", "decisions/sample", "--period", "2025", "--basis", "own")).toMatchObject({
    status: 2,
    err: expect.stringContaining("end, start"),
  });
});

test("every command is in the help", async () => {
  const help = await said("--help");
  expect(help.status).toBe(0);
  for (const command of COMMANDS) expect(help.out).toMatch(new RegExp(`^  ${command.name} `, "m"));
});

test("every command explains itself in both languages", async () => {
  for (const command of COMMANDS) {
    const zh = keptTerminal("zh");
    expect(await run([command.name, "--help"], zh)).toBe(0);
    expect(zh.lines[0]).toBe(command.summary.zh);
    expect((await said(command.name, "--help")).out).toContain(command.summary.en);
  }
});

test("the language follows --lang, then the locale, and is Chinese otherwise", () => {
  expect(languageOf("en", { LANG: "zh_CN.UTF-8" })).toBe("en");
  expect(languageOf(undefined, { LANG: "en_GB.UTF-8" })).toBe("en");
  expect(languageOf(undefined, { LANG: "C.UTF-8" })).toBe("zh");
  expect(languageOf(undefined, { LC_ALL: "zh_CN.UTF-8", LANG: "en_US.UTF-8" })).toBe("zh");
});

test("a Chinese character takes two columns of a terminal", () => {
  expect(width("总产值 abc")).toBe(10);
});
