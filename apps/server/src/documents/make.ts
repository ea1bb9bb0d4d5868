/** Makes a document, or takes one that people edited and puts new figures in; both are kept. */
import { createHash, randomBytes } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { KeptTrace, PaperGap, PaperKind, PaperRefresh } from "@lianzhang/contract";
import type { Diagnostic, Label, Month } from "@lianzhang/kernel";
import { formatDay, formatMonth, parsePeriod } from "@lianzhang/kernel";
import type { DocumentKind, Filled, Gap, Refused } from "@lianzhang/report";
import { DOCUMENT_KINDS, fillTemplate, refreshDocument } from "@lianzhang/report";
import type { Paper, Papers } from "@lianzhang/work";
import type { Context } from "../context.ts";
import { ApiProblem } from "../errors.ts";
import type { PaperDesk } from "./about.ts";
import { todayWords } from "./about.ts";
import type { Built, PaperAsked } from "./build.ts";
import { buildPaper } from "./build.ts";
import type { PaperContent } from "./content.ts";
import { readContent } from "./content.ts";
import { monthWords } from "./facts.ts";

export function kindOf(kind: PaperKind): DocumentKind {
  const found = DOCUMENT_KINDS.find((k) => k.id === kind);
  if (found === undefined) throw new Error(`no kind of document ${kind}`);
  return found;
}

/** Characters that no name of a file may have. */
const plainName = (text: string): string => text.replaceAll(/[\\/:*?"<>|\s]+/gu, "").slice(0, 40);

export const paperName = (kind: PaperKind, month: Month, label: string | null): string =>
  [kindOf(kind).label.zh, ...(label === null ? [] : [plainName(label)]), monthWords(month)].join("-");

function problemOf(code: string, findings: readonly Diagnostic[]): ApiProblem {
  const said = (pick: (d: Diagnostic) => string | undefined): string =>
    findings
      .slice(0, 5)
      .map((d) => `${d.code} ${pick(d) ?? d.message}`)
      .join("；");
  const message: Label = { zh: said((d) => d.zh?.message), en: said((d) => d.message) };
  const [first] = findings;
  const hint = first?.hint === undefined ? null : { zh: first.zh?.hint ?? first.hint, en: first.hint };
  return new ApiProblem(409, code, message, hint);
}

/** The template of the decision folder. Throws ApiProblem 409 (LZ6160). */
function templateOf(
  context: Context,
  kind: PaperKind,
): { readonly name: string; readonly bytes: Uint8Array } {
  const { template } = kindOf(kind);
  const path = join(context.instance.folder, "templates", template);
  if (existsSync(path)) return { name: template, bytes: new Uint8Array(readFileSync(path)) };
  throw new ApiProblem(
    409,
    "LZ6160",
    { zh: `决定目录没有模板 templates/${template}`, en: `the decision folder has no templates/${template}` },
    {
      zh: "放入模板,或用 tools/templates.mjs 写出第一版",
      en: "put it there, or write the first one with tools/templates.mjs",
    },
  );
}

/** The document, filled from data. Throws ApiProblem 409 (LZ6160) with what is wrong with the template. */
export function fillPaper(
  context: Context,
  kind: PaperKind,
  built: Built,
): Filled & { readonly template: string } {
  const template = templateOf(context, kind);
  const filled: Filled | Refused = fillTemplate(template.name, template.bytes, built.data);
  if (!filled.ok) throw problemOf("LZ6160", filled.findings);
  return { ...filled, template: createHash("sha256").update(template.bytes).digest("hex") };
}

/** Gaps with the figure that is missing, and who holds it. */
function gapsOut(traces: readonly KeptTrace[], gaps: readonly Gap[]): readonly PaperGap[] {
  return gaps.map(({ name, reason, trace }) => {
    const kept = traces.find((t) => t.id === trace);
    return { name, reason, holder: kept?.holder ?? null, figure: kept?.figure ?? null };
  });
}

function contentOf(
  context: Context,
  built: Built,
  asked: PaperAsked,
  made: {
    readonly traces: readonly string[];
    readonly gaps: readonly Gap[];
    readonly assumed: readonly string[];
  },
  refresh: PaperRefresh | null,
): PaperContent {
  const traces = built.traces.kept(made.traces);
  const figures = traces.flatMap((t) => t.figure ?? []);
  const released =
    figures
      .flatMap((f) => f.releasedOn ?? [])
      .toSorted()
      .at(-1) ?? null;
  const { extent, hidden } = context.sight;
  const { known } = built.standing;
  return {
    texts: { ...asked.texts },
    label: built.label,
    known: known === null ? null : formatDay(known),
    traces,
    gaps: gapsOut(traces, made.gaps),
    assumed: made.assumed,
    firms: [...new Set(figures.flatMap((f) => f.subject?.code ?? []))].toSorted(),
    released,
    saw: { extent, hidden: extent === "all" ? [...hidden].toSorted() : [] },
    refresh,
  };
}

const newId = (): string => randomBytes(6).toString("hex");

export async function makePaper(
  context: Context,
  desk: PaperDesk,
  papers: Papers,
  asked: PaperAsked,
): Promise<Paper> {
  const id = newId();
  const built = await buildPaper(context, desk, id, asked, todayWords(desk));
  const filled = fillPaper(context, asked.kind, built);
  const content = contentOf(context, built, asked, filled, null);
  return papers.make(desk.acting, {
    id,
    kind: asked.kind,
    month: formatMonth(asked.month),
    subject: asked.subject,
    run: built.standing.signed?.hash ?? null,
    template: filled.template,
    name: `${paperName(asked.kind, asked.month, built.label)}.docx`,
    bytes: filled.docx,
    content: JSON.stringify(content),
    refreshes: null,
  });
}

/** Puts today's figures (the signed ones of a signed month) into a document that people edited. */
export async function refreshPaper(
  context: Context,
  desk: PaperDesk,
  papers: Papers,
  paper: Paper,
  kind: PaperKind,
  sent: { readonly name: string; readonly bytes: Uint8Array },
): Promise<Paper> {
  const id = newId();
  const period = parsePeriod(paper.month);
  if (period === null) throw new Error(`a document of ${paper.month}`);
  const before = readContent(paper.content);
  const asked: PaperAsked = { kind, month: period.from, subject: paper.subject, texts: before.texts };
  const built = await buildPaper(context, desk, id, asked, todayWords(desk));
  const refreshed = refreshDocument(sent.name, sent.bytes, built.data);
  if (!refreshed.ok) throw problemOf("LZ6161", refreshed.findings);
  const { changed, kept, gone, added } = refreshed;
  const assumed = before.assumed;
  const content = contentOf(context, built, asked, { ...refreshed, assumed }, { changed, kept, gone, added });
  return papers.make(desk.acting, {
    id,
    kind: paper.kind,
    month: paper.month,
    subject: paper.subject,
    run: built.standing.signed?.hash ?? null,
    template: paper.template,
    name: `${paperName(kind, period.from, built.label)}-更新.docx`,
    bytes: refreshed.docx,
    content: JSON.stringify(content),
    refreshes: { paper: paper.id, sent: sent.bytes },
  });
}
