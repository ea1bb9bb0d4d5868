/** `report targets`: 目标责任书, what documents ask of the city, its units and departments for a year. */
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Label } from "@lianzhang/kernel";
import type { TargetsAsked, TargetsReport } from "@lianzhang/server";
import { Context, openInstance, StartError, targetsReport } from "@lianzhang/server";
import type { Parsed } from "./arguments.ts";
import { existingFolder, reportDiagnostics, shownPath } from "./city.ts";
import { toJson } from "./json.ts";
import { askedOf } from "./question.ts";
import { targetLines } from "./report-targets-text.ts";
import type { Terminal } from "./terminal.ts";
import { EXIT, UsageError } from "./terminal.ts";

/** Read before anything is loaded. */
export function targetsAsked(parsed: Parsed): TargetsAsked {
  const { period, known } = askedOf(parsed);
  const text = parsed.values.get("year") ?? null;
  if (text !== null && !/^20\d\d$/.test(text))
    throw new UsageError(
      { zh: `--year 「${text}」不是年份`, en: `--year "${text}" is not a year` },
      { zh: "写成 --year 2025", en: "write --year 2025" },
    );
  const [unit, department] = [parsed.values.get("unit") ?? null, parsed.values.get("department") ?? null];
  return { period, known, year: text === null ? null : Number(text), unit, department };
}

type Refused = Extract<TargetsReport, { ok: false }>;

function refuse({ problem, choices, near }: Refused, asked: TargetsAsked): UsageError {
  const list = (language: "zh" | "en"): string =>
    choices.map((c) => c[language]).join(language === "zh" ? "、" : ", ");
  const there: Label | null =
    choices.length === 0 ? null : { zh: `可选:${list("zh")}`, en: `choose from: ${list("en")}` };
  const hint: Label | null =
    near === null ? there : { zh: `是否指 ${near}?${there?.zh ?? ""}`, en: `did you mean ${near}?` };
  switch (problem) {
    case "year":
      return new UsageError(
        asked.year === null
          ? { zh: "决定目录中没有目标分解文件", en: "the decision folder has no assignments of targets" }
          : { zh: `${asked.year} 年没有下达目标`, en: `no document asks for anything in ${asked.year}` },
        there ?? {
          zh: "在 targets/ 下按文件登记(assignments)",
          en: "enter the document under targets/ (assignments)",
        },
      );
    case "unit":
      return new UsageError(
        { zh: `没有分解到「${asked.unit ?? ""}」`, en: `nothing is asked of "${asked.unit ?? ""}"` },
        hint,
      );
    case "department":
      return new UsageError(
        {
          zh: `没有「${asked.department ?? ""}」负责的目标`,
          en: `no target is that of "${asked.department ?? ""}"`,
        },
        hint,
      );
  }
}

/** Writes the table; never over a file that is there: it may be one a person has worked on. */
async function written(
  terminal: Terminal,
  folder: string,
  report: Extract<TargetsReport, { ok: true }>,
): Promise<string> {
  const { name, bytes } = await report.file(terminal.language);
  const path = join(folder, name);
  if (existsSync(path))
    throw new UsageError(
      { zh: `${shownPath(terminal, path)} 已存在`, en: `${shownPath(terminal, path)} is there already` },
      { zh: "换一个 --out 目录,或先移走该文件", en: "choose another --out, or move the file away" },
    );
  writeFileSync(path, bytes);
  return shownPath(terminal, path);
}

async function reported(terminal: Terminal, parsed: Parsed, asked: TargetsAsked): Promise<number> {
  const data = parsed.values.get("data");
  const out = parsed.values.get("out");
  const folder = out === undefined ? null : existingFolder(terminal, out);
  const { instance, store } = await openInstance({
    decision: existingFolder(terminal, parsed.positionals[1] ?? ""),
    data: data === undefined ? [] : [existingFolder(terminal, data)],
    file: ":memory:",
    appVersion: "cli",
    progress: (step) => terminal.progress(step),
  });
  try {
    const report = await targetsReport(new Context(instance), asked);
    if (!report.ok) throw refuse(report, asked);
    const file = folder === null ? null : await written(terminal, folder, report);
    const { answer, demo } = report;
    if (parsed.switches.has("json")) {
      terminal.out(toJson({ ...answer, demo, file }));
      return EXIT.done;
    }
    for (const l of targetLines(answer, terminal.language)) terminal.out(l);
    const zh = terminal.language === "zh";
    if (demo) terminal.out(zh ? "演示数据,不得用于正式工作" : "made-up data: not for official use");
    if (file !== null) terminal.out(zh ? `已写出 ${file}` : `wrote ${file}`);
    return EXIT.done;
  } finally {
    await store.close();
  }
}

export async function reportTargets(parsed: Parsed, terminal: Terminal): Promise<number> {
  const asked = targetsAsked(parsed);
  try {
    return await reported(terminal, parsed, asked);
  } catch (error) {
    if (!(error instanceof StartError)) throw error;
    reportDiagnostics(terminal, error.diagnostics);
    terminal.err(`${error.code} ${error.said[terminal.language]}`);
    return EXIT.input;
  }
}
