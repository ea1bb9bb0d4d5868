/** `read`: the text of a decision as clauses, targets and responsible units. */
import { existsSync, statSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import type { DocumentText, ReadDocument, ReadTarget } from "@lianzhang/reader";
import { DOCUMENT_LIMITS, documentText, readDocument, Refusal } from "@lianzhang/reader";
import type { Parsed } from "./arguments.ts";
import { diagnosticJson } from "./city.ts";
import { line } from "./diagnostic-text.ts";
import { toJson } from "./json.ts";
import type { Terminal } from "./terminal.ts";
import { EXIT, UsageError } from "./terminal.ts";

export async function readCommand(parsed: Parsed, terminal: Terminal): Promise<number> {
  const given = parsed.positionals[0] ?? "";
  try {
    const source = await textOfFile(resolve(terminal.cwd, given), given);
    const document = readDocument(source.text);
    if (parsed.switches.has("json")) terminal.out(toJson({ ...document, places: source.places }));
    else print(terminal, document);
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
  return documentText(new Uint8Array(await readFile(path)));
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
    zh ? `\n责任 ${document.responsible.length}` : `\n${document.responsible.length} tasks with units`,
  );
  for (const r of document.responsible)
    terminal.out(`  ${r.clause ?? "-"}  ${r.units.map((u) => `${u.name}(${u.role})`).join(" ")}`);
  terminal.out(
    zh
      ? `\n未作为目标的数字 ${document.left.length} 个(理由见 --json 的 left)`
      : `\n${document.left.length} numbers were taken for no target (--json gives the reasons under left)`,
  );
}
