/** `read`: the text of a decision as clauses, targets and responsible units. */
import { existsSync, statSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import type { Diagnostic, Label } from "@lianzhang/kernel";
import type {
  Change,
  ChangeKind,
  DocumentText,
  ReadDocument,
  ReadFinding,
  ReadTarget,
} from "@lianzhang/reader";
import {
  compareDocuments,
  DOCUMENT_LIMITS,
  documentText,
  lintDocument,
  readDocument,
  readerCatalogue,
  readerChinese,
  Refusal,
} from "@lianzhang/reader";
import { characterMaps } from "@lianzhang/server";
import type { Parsed } from "./arguments.ts";
import { diagnosticJson, reportDiagnostics } from "./city.ts";
import { line } from "./diagnostic-text.ts";
import { toJson } from "./json.ts";
import { draftFor, draftJson, printDraft } from "./read-draft.ts";
import type { Terminal } from "./terminal.ts";
import { EXIT, UsageError } from "./terminal.ts";

export async function readCommand(parsed: Parsed, terminal: Terminal): Promise<number> {
  const given = parsed.positionals[0] ?? "";
  try {
    const source = await textOfFile(resolve(terminal.cwd, given), given);
    const document = readDocument(source.text);
    const against = parsed.values.get("against");
    const changes = against === undefined ? null : await changesSince(against, document, terminal);
    const drafted = await draftFor(parsed, terminal, document);
    if ("refused" in drafted) {
      reportDiagnostics(terminal, drafted.refused);
      if (parsed.switches.has("json"))
        terminal.out(toJson({ diagnostics: drafted.refused.map(diagnosticJson) }));
      return EXIT.input;
    }
    const findings = lintDocument(document).map((f) => asDiagnostic(f, document.text, given));
    if (parsed.switches.has("json"))
      terminal.out(
        toJson({
          ...document,
          places: source.places,
          diagnostics: findings.map(diagnosticJson),
          ...(changes === null ? {} : { changes }),
          ...(drafted.draft === null ? {} : { draft: draftJson(drafted) }),
        }),
      );
    else {
      print(terminal, document);
      for (const d of findings) terminal.out(line(d, terminal.language));
      if (changes !== null) printChanges(terminal, changes);
      if (drafted.draft !== null) printDraft(terminal, drafted.draft, drafted.out);
    }
    return EXIT.done;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { zh, en } = { zh: error.said.zh, en: error.said.en };
    const diagnostic = {
      file: given,
      line: error.line,
      column: 1,
      severity: "error" as const,
      code: error.code,
      message: en,
      hint: error.hint.en,
      zh: { message: zh, hint: error.hint.zh },
    };
    if (parsed.switches.has("json")) terminal.out(toJson({ diagnostics: [diagnosticJson(diagnostic)] }));
    else terminal.err(line(diagnostic, terminal.language));
    return EXIT.input;
  }
}

async function textOfFile(path: string, given: string): Promise<DocumentText> {
  if (!existsSync(path) || !statSync(path).isFile())
    throw new UsageError({ zh: `没有文件「${given}」`, en: `there is no file "${given}"` });
  // the size is asked first: what is too large is not taken into memory
  if (statSync(path).size > DOCUMENT_LIMITS.bytes) return documentText(new Uint8Array(statSync(path).size));
  return documentText(new Uint8Array(await readFile(path)), characterMaps());
}

async function changesSince(against: string, document: ReadDocument, terminal: Terminal): Promise<Change[]> {
  const source = await textOfFile(resolve(terminal.cwd, against), against);
  return compareDocuments(readDocument(source.text), document);
}

/** A finding at its line and column of the extracted text. */
function asDiagnostic(f: ReadFinding, text: string, file: string): Diagnostic {
  const before = text.slice(0, f.start);
  const mend = readerCatalogue.find((e) => e.code === f.code)?.mend ?? "";
  return {
    file,
    line: before.split("\n").length,
    column: f.start - before.lastIndexOf("\n"),
    severity: "warning",
    code: f.code,
    message: f.message.en,
    hint: mend,
    zh: { message: f.message.zh, hint: readerChinese[f.code]?.mend ?? mend },
  };
}

const CHANGE_WORDS: Readonly<Record<ChangeKind, Label>> = {
  new: { zh: "新增", en: "new" },
  dropped: { zh: "取消", en: "dropped" },
  raised: { zh: "提高", en: "raised" },
  lowered: { zh: "降低", en: "lowered" },
  year: { zh: "年份变动", en: "another year" },
  same: { zh: "不变", en: "unchanged" },
  reached: { zh: "达到", en: "reached" },
  behind: { zh: "未达到", en: "not reached" },
  near: { zh: "接近(原文为左右)", en: "near (the target says about)" },
  unlike: { zh: "口径变动", en: "worded otherwise" },
};

function printChanges(terminal: Terminal, changes: readonly Change[]): void {
  terminal.out(terminal.language === "zh" ? `\n与先前文件对比` : `\nAgainst the earlier document`);
  const side = (t: ReadTarget | null): string => (t === null ? "-" : `${amount(t)} ${t.year ?? ""}`.trim());
  for (const c of changes)
    terminal.out(
      `  ${CHANGE_WORDS[c.kind][terminal.language]}  ${c.indicator}  ${side(c.before)} → ${side(c.after)}`,
    );
}

const SIGNS: Readonly<Record<ReadTarget["comparator"], string>> = {
  ">=": "≥",
  ">": ">",
  "<=": "≤",
  "<": "<",
  "=": "=",
  approx: "≈",
  range: "",
  "higher-than-reference": "高于",
  "same-as-reference": "同步于",
};

function amount(t: ReadTarget): string {
  if (t.value === null) return `${SIGNS[t.comparator]}${t.reference ?? ""}`;
  const high = t.value_high === undefined ? "" : `—${t.value_high}`;
  return `${SIGNS[t.comparator]}${t.value}${high}${t.unit}`;
}

function print(terminal: Terminal, document: ReadDocument): void {
  const zh = terminal.language === "zh";
  terminal.out(document.title);
  if (document.issuer !== "" || document.date !== "")
    terminal.out([document.issuer, document.date].join("  ").trim());
  terminal.out(zh ? `\n条款 ${document.clauses.length}` : `\n${document.clauses.length} clauses`);
  for (const c of document.clauses)
    terminal.out(`${"  ".repeat(Math.max(1, c.level))}${c.label}${c.heading}`);
  terminal.out(zh ? `\n目标 ${document.targets.length}` : `\n${document.targets.length} targets`);
  for (const t of document.targets)
    terminal.out(
      `  ${t.clause ?? "-"}  ${t.indicator}  ${amount(t)}  ${t.year ?? (zh ? "无年份" : "no year")}`,
    );
  terminal.out(
    zh ? `\n责任 ${document.responsible.length}` : `\n${document.responsible.length} places that name units`,
  );
  for (const r of document.responsible)
    terminal.out(`  ${r.clause ?? "-"}  ${r.units.map((u) => `${u.name}(${u.role})`).join(" ")}`);
  terminal.out(zh ? `\n任务 ${document.tasks.length}` : `\n${document.tasks.length} tasks`);
  for (const t of document.tasks)
    terminal.out(
      `  ${t.clause ?? "-"}  ${t.verb === "" ? t.text : `${t.verb} ${t.object}`}  ${t.due ?? ""}`.trimEnd(),
    );
  terminal.out(
    zh
      ? `\n未作为目标的数字 ${document.left.length} 个(理由见 --json 的 left)`
      : `\n${document.left.length} numbers were taken for no target (--json gives the reasons under left)`,
  );
}
