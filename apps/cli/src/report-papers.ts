/** `report papers`: one document of a month as a Word file, a draft made from files alone. */
import { mkdir, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { formatMonth, nearest } from "@lianzhang/kernel";
import type { Draft } from "@lianzhang/server";
import { Context, draftFromFiles, openInstance, StartError } from "@lianzhang/server";
import type { Parsed } from "./arguments.ts";
import { existingFolder, reportDiagnostics, shownPath, today } from "./city.ts";
import { toJson } from "./json.ts";
import { askedOf } from "./question.ts";
import type { Terminal } from "./terminal.ts";
import { EXIT, UsageError } from "./terminal.ts";

const KINDS = ["monthly-analysis", "chain-brief", "special-report", "supervision-notice"] as const;
type Kind = (typeof KINDS)[number];

interface Asked {
  readonly kind: Kind;
  readonly month: number;
  readonly subject: string | null;
  readonly texts: Readonly<Record<string, string>>;
  readonly out: string;
}

function kindAsked(parsed: Parsed): Kind {
  const word = parsed.values.get("kind") ?? "";
  const found = KINDS.find((k) => k === word);
  if (found !== undefined) return found;
  const near = nearest(word, KINDS) ?? KINDS.join(", ");
  throw new UsageError(
    { zh: `没有材料「${word}」`, en: `there is no document "${word}"` },
    { zh: `是否指 --kind ${near}?`, en: `did you mean --kind ${near}?` },
  );
}

/** What it is about; what a kind does not take is refused. */
function subjectAsked(parsed: Parsed, kind: Kind): string | null {
  const [chain, goal] = [parsed.values.get("chain"), parsed.values.get("goal")];
  const wrong = (zh: string, en: string): UsageError => new UsageError({ zh, en });
  if (kind === "supervision-notice") {
    if (chain !== undefined)
      throw wrong("督办通知单不用 --chain,用 --goal", "a notice takes --goal, not --chain");
    if (goal === undefined) throw wrong("缺少 --goal 目标编号", "--goal, the id of a target, is missing");
    return `target:${goal}`;
  }
  if (goal !== undefined) throw wrong("只有督办通知单用 --goal", "only a supervision notice takes --goal");
  if (kind === "monthly-analysis") {
    if (chain !== undefined)
      throw wrong("运行分析写全市,不用 --chain", "a monthly analysis takes no --chain");
    return null;
  }
  if (kind === "chain-brief" && chain === undefined)
    throw wrong("缺少 --chain 产业链编号", "--chain, the id of a chain, is missing");
  return chain ?? "city";
}

/** `--text 存在问题=...`: what people write; `\n` begins a new paragraph. */
function textsAsked(parsed: Parsed): Record<string, string> {
  const texts: Record<string, string> = {};
  for (const given of parsed.lists.get("text") ?? []) {
    const at = given.indexOf("=");
    if (at <= 0)
      throw new UsageError(
        { zh: `--text 「${given}」缺少等号`, en: `--text "${given}" has no =` },
        { zh: "写成 --text 存在问题=订单不足", en: "write --text NAME=words" },
      );
    texts[given.slice(0, at)] = given.slice(at + 1).replaceAll("\\n", "\n");
  }
  return texts;
}

export function papersAsked(parsed: Parsed): Asked {
  const { period } = askedOf(parsed);
  if (period.from !== period.to)
    throw new UsageError(
      { zh: "--period 应为一个月", en: "--period should be one month" },
      { zh: "写成 2025-11", en: "write 2025-11" },
    );
  const kind = kindAsked(parsed);
  return {
    kind,
    month: period.from,
    subject: subjectAsked(parsed, kind),
    texts: textsAsked(parsed),
    out: parsed.values.get("out") ?? ".",
  };
}

async function draft(terminal: Terminal, parsed: Parsed, asked: Asked): Promise<Draft> {
  const data = parsed.values.get("data");
  const decision = existingFolder(terminal, parsed.positionals[1] ?? "");
  const { instance, store } = await openInstance({
    decision,
    data: data === undefined ? [] : [existingFolder(terminal, data)],
    file: ":memory:",
    appVersion: "cli",
    progress: (step) => terminal.progress(step),
  });
  try {
    return await draftFromFiles(new Context(instance), asked, today());
  } finally {
    await store.close();
  }
}

export async function reportPapers(parsed: Parsed, terminal: Terminal): Promise<number> {
  const asked = papersAsked(parsed);
  let made: Draft;
  try {
    made = await draft(terminal, parsed, asked);
  } catch (error) {
    if (!(error instanceof StartError)) throw error;
    reportDiagnostics(terminal, error.diagnostics);
    terminal.err(`${error.code} ${error.said[terminal.language]}`);
    return EXIT.input;
  }
  if (!made.ok) {
    terminal.err(`${made.code} ${made.said[terminal.language]}`);
    if (made.hint !== null) terminal.err(made.hint[terminal.language]);
    return EXIT.input;
  }
  const folder = resolve(terminal.cwd, asked.out);
  await mkdir(folder, { recursive: true });
  const path = join(folder, made.name);
  await writeFile(path, made.docx);
  const { gaps, assumed } = made;
  if (parsed.switches.has("json")) {
    const file = shownPath(terminal, path);
    const missing = gaps.map(({ name, reason }) => ({ name, reason }));
    terminal.out(
      toJson({
        file,
        kind: asked.kind,
        month: formatMonth(asked.month),
        draft: true,
        gaps: missing,
        assumed,
      }),
    );
    return EXIT.done;
  }
  const zh = terminal.language === "zh";
  const shown = shownPath(terminal, path);
  terminal.out(zh ? `已写出 ${shown}(草稿,月份未签发)` : `wrote ${shown} (a draft: the month is not signed)`);
  for (const { name, reason } of gaps)
    terminal.out(zh ? `  暂无数据:${name}(${reason})` : `  missing: ${name} (${reason})`);
  return EXIT.done;
}
