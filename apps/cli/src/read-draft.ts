/** `read --out`: the draft of a decision folder, written into an empty folder. */
import { existsSync, readdirSync, statSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { loadDecision } from "@lianzhang/definitions";
import type { Diagnostic } from "@lianzhang/kernel";
import type { Draft, KnownDecision, ReadDocument } from "@lianzhang/reader";
import { draftFiles, draftOf, knownDecision } from "@lianzhang/reader";
import type { Parsed } from "./arguments.ts";
import { existingFolder, hasErrors, shownPath } from "./city.ts";
import type { Terminal } from "./terminal.ts";
import { UsageError } from "./terminal.ts";

interface Drafted {
  /** Null: none was asked for. */
  readonly draft: Draft | null;
  /** Where it was written; null: it was only compared. */
  readonly out: string | null;
  readonly files: readonly string[];
}

/** `refused`: the mistakes of the decision folder that the draft was to be bound to. */
export async function draftFor(
  parsed: Parsed,
  terminal: Terminal,
  document: ReadDocument,
): Promise<Drafted | { readonly refused: readonly Diagnostic[] }> {
  const [out, decision] = [parsed.values.get("out"), parsed.values.get("decision")];
  if (out === undefined && decision === undefined) return { draft: null, out: null, files: [] };
  const folder = out === undefined ? null : emptyFolder(terminal, out);
  let known: KnownDecision | null = null;
  if (decision !== undefined) {
    const { model, diagnostics } = await loadDecision(
      shownPath(terminal, existingFolder(terminal, decision)),
    );
    if (model === null || hasErrors(diagnostics)) return { refused: diagnostics };
    known = knownDecision(model);
  }
  const draft = draftOf(document, known);
  const files = draftFiles(draft, document, known);
  if (folder !== null) {
    await mkdir(folder, { recursive: true });
    for (const [name, text] of files) await writeFile(join(folder, name), text);
  }
  return { draft, out: out ?? null, files: [...files.keys()] };
}

/** A draft is never mixed with what is there. */
function emptyFolder(terminal: Terminal, given: string): string {
  const path = resolve(terminal.cwd, given);
  if (!existsSync(path)) return path;
  if (!statSync(path).isDirectory())
    throw new UsageError({ zh: `「${given}」是文件,不是目录`, en: `"${given}" is a file, not a folder` });
  const [first] = readdirSync(path);
  if (first === undefined) return path;
  throw new UsageError(
    {
      zh: `目录「${given}」不是空的(有 ${first}),草稿未写出`,
      en: `the folder "${given}" is not empty (it has ${first}); no draft was written`,
    },
    { zh: "换一个新目录名", en: "give the name of a new folder" },
  );
}

export const draftJson = ({ draft, out, files }: Drafted): unknown =>
  draft === null ? null : { folder: out, files, ...draft };

export function printDraft(terminal: Terminal, draft: Draft, out: string | null): void {
  const zh = terminal.language === "zh";
  const of = (change: string): number => draft.targets.filter((t) => t.change === change).length;
  const stubs = draft.indicators.filter((i) => !i.known).length;
  if (out !== null) terminal.out(zh ? `\n草稿已写入 ${out}` : `\nThe draft is in ${out}`);
  else terminal.out(zh ? "\n与决定目录对照" : "\nBeside the decision folder");
  terminal.out(
    zh
      ? `  目标 ${draft.targets.length} 个:新 ${of("new")}、相同 ${of("same")}、变动 ${of("changed")};待建指标 ${stubs} 个;任务 ${draft.tasks.length} 项`
      : `  ${draft.targets.length} targets: ${of("new")} new, ${of("same")} the same, ${of("changed")} changed; ${stubs} indicators to be built; ${draft.tasks.length} tasks`,
  );
  for (const t of draft.targets)
    if (t.change === "changed" && t.before)
      terminal.out(
        `  ${t.clause}  ${t.before.label[terminal.language]}  ${t.before.bound?.text ?? ""} → ${t.amount} ${t.by}`,
      );
  for (const t of draft.gone.targets)
    terminal.out(zh ? `  文中没有:${t.label.zh} (${t.id})` : `  not in the text: ${t.label.en} (${t.id})`);
  if (draft.open.length > 0)
    terminal.out(
      zh ? `  待人工确认 ${draft.open.length} 处` : `  ${draft.open.length} for a person to decide`,
    );
  for (const o of draft.open) {
    const near = o.near.length > 0 ? ` [${o.near.join("; ")}]` : "";
    terminal.out(`    ${o.text.slice(0, 40)}: ${o.why[terminal.language]}${near}`);
  }
}
