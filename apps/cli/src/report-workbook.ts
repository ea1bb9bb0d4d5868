/** `report workbook`: a blank workbook from above: what its cells ask for, and the workbook filled. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { basename, extname, join, resolve } from "node:path";
import type { Label, Month } from "@lianzhang/kernel";
import { formatMonth } from "@lianzhang/kernel";
import { cellName } from "@lianzhang/intake";
import { loadDecision } from "@lianzhang/definitions";
import type { Book, FilledBook, SuggestedBook, WorkbookMapping } from "@lianzhang/server";
import {
  Context,
  fillBook,
  openInstance,
  readMapping,
  StartError,
  suggestBook,
  SURE,
} from "@lianzhang/server";
import type { Parsed } from "./arguments.ts";
import { existingFolder, hasErrors, reportDiagnostics, shownPath, today } from "./city.ts";
import { toJson } from "./json.ts";
import { askedOf, groupingsAsked } from "./question.ts";
import type { Terminal } from "./terminal.ts";
import { EXIT, UsageError } from "./terminal.ts";
import { REASON_WORDS } from "./words.ts";

interface Asked {
  readonly month: Month;
  readonly known: number;
  readonly path: string;
  /** Null: suggestions are asked for. */
  readonly mapping: string | null;
  /** The grouping that is meant where several have a member of one name. */
  readonly by: string | null;
  readonly out: string;
}

function needed(parsed: Parsed, option: string, zh: string, en: string): string {
  const given = parsed.values.get(option);
  if (given !== undefined) return given;
  throw new UsageError({ zh: `缺少 --${option} ${zh}`, en: `--${option}, ${en}, is missing` });
}

export function workbookAsked(parsed: Parsed): Asked {
  const { period, known } = askedOf(parsed);
  if (period.from !== period.to)
    throw new UsageError(
      { zh: "--period 应为一个月", en: "--period should be one month" },
      { zh: "写成 2025-11", en: "write 2025-11" },
    );
  const path = needed(parsed, "workbook", "上级下发的空表", "the workbook from above");
  const suggest = parsed.switches.has("suggest");
  const mapping = parsed.values.get("mapping") ?? null;
  if (suggest === (mapping !== null))
    throw new UsageError(
      { zh: "--suggest 与 --mapping 任选其一", en: "give either --suggest or --mapping" },
      {
        zh: "第一次用 --suggest 得到对应关系,核对后用 --mapping 填写",
        en: "first --suggest for a mapping, and when you have looked through it --mapping to fill",
      },
    );
  const [by, out] = [parsed.values.get("by") ?? null, parsed.values.get("out") ?? "."];
  return { month: period.from, known: known ?? today(), path, mapping, by, out };
}

function read(terminal: Terminal, given: string): Buffer {
  const path = resolve(terminal.cwd, given);
  if (existsSync(path)) return readFileSync(path);
  throw new UsageError({ zh: `没有文件「${given}」`, en: `there is no file "${given}"` });
}

function mappingFrom(terminal: Terminal, given: string) {
  const found = readMapping(read(terminal, given).toString("utf8"));
  if (found.ok) return found.mapping;
  const place = found.at === "" ? given : `${given}: ${found.at}`;
  throw new UsageError(
    { zh: `${place}:不是对应关系文件(${found.problem})`, en: `${place}: no mapping (${found.problem})` },
    { zh: "用 --suggest 重新生成", en: "make it anew with --suggest" },
  );
}

const inWords = (terminal: Terminal, { zh, en }: Label): string => (terminal.language === "zh" ? zh : en);

/** Never writes over a file that is there: it may be one a person has worked on. */
function write(terminal: Terminal, folder: string, name: string, content: Uint8Array | string): string {
  const path = join(existingFolder(terminal, folder), name);
  if (existsSync(path))
    throw new UsageError(
      { zh: `${shownPath(terminal, path)} 已存在`, en: `${shownPath(terminal, path)} is there already` },
      { zh: "换一个 --out 目录,或先移走该文件", en: "choose another --out, or move the file away" },
    );
  writeFileSync(path, content);
  return shownPath(terminal, path);
}

const stem = (path: string): string => basename(path, extname(path));

function tell(terminal: Terminal, found: Pick<FilledBook, "findings"> | SuggestedBook): void {
  for (const f of found.findings)
    terminal.err(
      `${f.file}${f.sheet === null ? "" : `:${f.sheet}`} ${f.code} ${inWords(terminal, f.message)}`,
    );
}

function suggested(terminal: Terminal, parsed: Parsed, asked: Asked, found: SuggestedBook): number {
  tell(terminal, found);
  const { mapping } = found.proposed;
  const sure = found.cells.filter((c) => c.best.certainty >= SURE).length;
  const file =
    sure === 0
      ? null
      : write(terminal, asked.out, `${stem(asked.path)}.mapping.json`, `${toJson(mapping)}\n`);
  if (parsed.switches.has("json")) {
    terminal.out(toJson({ mapping: file, cells: found.cells }));
    return EXIT.done;
  }
  for (const { sheet, row, column, best } of found.cells) {
    const { want, certainty, reasons } = best;
    const members = want.of.map((m) => `${m.by}=${m.code}`).join(" ");
    const words = [want.figure, `${want.period.span}-${want.period.back}`, members, want.unit].filter(
      Boolean,
    );
    const why = certainty >= SURE ? "" : `  ? ${reasons.map((r) => inWords(terminal, r)).join(";")}`;
    terminal.out(`${sheet}!${cellName(row, column)}  ${words.join("  ")}${why}`);
  }
  const doubtful = found.cells.length - sure;
  terminal.out(
    inWords(terminal, {
      zh: `建议 ${sure} 格,另有 ${doubtful} 格需由人判断${file === null ? "" : `;对应关系写入 ${file},核对后用 --mapping 填写`}`,
      en: `${sure} cells suggested, ${doubtful} more for a person to decide${file === null ? "" : `; the mapping is in ${file}: look through it, then fill with --mapping`}`,
    }),
  );
  return sure === 0 ? EXIT.input : EXIT.done;
}

function filled(terminal: Terminal, parsed: Parsed, asked: Asked, found: FilledBook): number {
  tell(terminal, found);
  // what is said of a sheet stands once for each of its cells
  const said = new Set(
    found.notes.map((n) => {
      const place = n.row === null || n.column === null ? "" : cellName(n.row, n.column);
      const what = `${asked.path}:${n.sheet ?? ""}!${place} ${n.code} ${inWords(terminal, n.message)}`;
      return n.strength === "note" ? what : `${what}\n  ${inWords(terminal, n.hint)}`;
    }),
  );
  for (const text of said) terminal.err(text);
  if (!found.ok) return EXIT.input;
  // the sheet stays as it came, so its name says it
  const mark = found.demo ? "演示-" : "";
  const name = `${mark}${stem(asked.path)}-${formatMonth(asked.month)}${extname(asked.path)}`;
  const file = write(terminal, asked.out, name, found.bytes);
  const { cells, gaps, lost, demo, assumed } = found;
  if (parsed.switches.has("json")) {
    terminal.out(toJson({ file, month: formatMonth(asked.month), demo, assumed, cells, gaps, lost }));
    return EXIT.done;
  }
  terminal.out(
    inWords(terminal, {
      zh: `已写出 ${file}:填 ${cells.length} 格,缺 ${gaps.length} 格,未找到 ${lost.length} 格`,
      en: `wrote ${file}: ${cells.length} cells filled, ${gaps.length} missing, ${lost.length} not found`,
    }),
  );
  if (demo)
    terminal.out(
      inWords(terminal, { zh: "演示数据,不得用于正式工作", en: "made-up data: not for official use" }),
    );
  for (const label of assumed)
    terminal.out(inWords(terminal, { zh: `  暂定口径:${label.zh}`, en: `  provisional: ${label.en}` }));
  for (const { sheet, row, column, want, reason, holder } of gaps) {
    const by =
      holder === null ? "" : inWords(terminal, { zh: `,由${holder.zh}掌握`, en: `, held by ${holder.en}` });
    const why = reason === null ? { zh: "没有这项指标", en: "no such indicator" } : REASON_WORDS[reason];
    terminal.out(
      inWords(terminal, {
        zh: `  缺数 ${sheet}!${cellName(row, column)} ${want.figure}(${why.zh}${by})`,
        en: `  missing ${sheet}!${cellName(row, column)} ${want.figure} (${why.en}${by})`,
      }),
    );
  }
  return EXIT.done;
}

/** Heads are read from the definitions alone: no returns are loaded for it. */
async function suggest(terminal: Terminal, parsed: Parsed, asked: Asked, book: Book): Promise<number> {
  const { model, diagnostics } = await loadDecision(existingFolder(terminal, parsed.positionals[1] ?? ""));
  if (model === null || hasErrors(diagnostics)) {
    reportDiagnostics(terminal, diagnostics);
    return EXIT.input;
  }
  const { month, by } = asked;
  if (by !== null) groupingsAsked(model, by);
  return suggested(terminal, parsed, asked, await suggestBook(model, book, month, by));
}

async function fill(
  terminal: Terminal,
  parsed: Parsed,
  asked: Asked,
  book: Book,
  mapping: WorkbookMapping,
): Promise<number> {
  const data = parsed.values.get("data");
  const { instance, store } = await openInstance({
    decision: existingFolder(terminal, parsed.positionals[1] ?? ""),
    data: data === undefined ? [] : [existingFolder(terminal, data)],
    file: ":memory:",
    appVersion: "cli",
    progress: (step) => terminal.progress(step),
  });
  try {
    const { month, known } = asked;
    return filled(
      terminal,
      parsed,
      asked,
      await fillBook(new Context(instance), book, mapping, { month, known }),
    );
  } finally {
    await store.close();
  }
}

export async function reportWorkbook(parsed: Parsed, terminal: Terminal): Promise<number> {
  const asked = workbookAsked(parsed);
  const book = { name: basename(asked.path), bytes: new Uint8Array(read(terminal, asked.path)) };
  const mapping = asked.mapping === null ? null : mappingFrom(terminal, asked.mapping);
  existingFolder(terminal, asked.out);
  try {
    return mapping === null
      ? await suggest(terminal, parsed, asked, book)
      : await fill(terminal, parsed, asked, book, mapping);
  } catch (error) {
    if (!(error instanceof StartError)) throw error;
    reportDiagnostics(terminal, error.diagnostics);
    terminal.err(`${error.code} ${error.said[terminal.language]}`);
    return EXIT.input;
  }
}
