/** A publication as files: a table, a record that later publications heed, and a note with the 口径. */
import { existsSync, readdirSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { Model } from "@lianzhang/definitions";
import type { DisclosureRules, Release, RunFigure, RunRecord, RunSignature } from "@lianzhang/engine";
import { calibreLine, calibreOf } from "@lianzhang/engine";
import { canonicalText, decimalText, DIMENSIONLESS, parseUnit } from "@lianzhang/kernel";
import { shownPath } from "./city.ts";
import { toJson } from "./json.ts";
import { digest } from "./run-files.ts";
import { requestOf } from "./run-source.ts";
import type { Terminal } from "./terminal.ts";
import { OutsideError } from "./terminal.ts";
import { codeLabel, REASON_WORDS } from "./words.ts";
import { csv } from "./write.ts";

/** How yearbooks mark a withheld cell. */
const MARK = "…";
const WITHHELD = "为保护单个调查对象的资料,不公布";

export interface PublishedRow {
  readonly indicator: string;
  readonly label: string;
  readonly period: string;
  /** `county=511402+size=large`; empty for the total. */
  readonly group: string;
  readonly group_label: string;
  /** With the indicator's decimals; `…` where withheld, empty where there is none. */
  readonly value: string;
  readonly unit: string;
  readonly note: string;
}

export interface Publication {
  readonly format: 1;
  /** Hash of the run the figures are of. */
  readonly run: string;
  readonly run_signature: RunSignature | null;
  readonly decision: string;
  /** Hash of the definitions it was made under. */
  readonly definitions: string;
  /** 演示数据. */
  readonly demo: boolean;
  readonly request: RunRecord["request"];
  readonly figures: readonly PublishedRow[];
  /** What was shown: later publications are held to it. */
  readonly shown: readonly Pick<RunFigure, "indicator" | "group" | "subject">[];
  readonly calibre: readonly string[];
  /** SHA-256 over the canonical text of the rest. */
  readonly hash: string;
  readonly signature: RunSignature | null;
}

interface Source {
  readonly model: Model;
  readonly record: RunRecord;
  /** Group figures of the record, in its order. */
  readonly figures: readonly RunFigure[];
  readonly release: Release;
  readonly rules: DisclosureRules;
  readonly signer: ((hash: string) => RunSignature) | null;
}

function rowOf(model: Model, record: RunRecord, f: RunFigure, withheld: boolean): PublishedRow {
  const how = record.indicators[f.indicator];
  const parsed = parseUnit(how?.unit ?? "1");
  const written = { numeric: how?.numeric ?? "exact", unit: parsed.ok ? parsed.unit : DIMENSIONLESS };
  const value = f.value === null ? "" : decimalText(BigInt(f.value), written, how?.decimals ?? 0);
  const notes = [
    ...(withheld ? [WITHHELD] : f.reason === null ? [] : [REASON_WORDS[f.reason].zh]),
    ...(how?.assumed ? ["暂定口径"] : []),
  ];
  return {
    indicator: f.indicator,
    label: how?.label.zh ?? f.indicator,
    period: record.request.period,
    group: f.group.map((g) => `${g.key}=${g.code ?? ""}`).join("+"),
    group_label: f.group.map((g) => codeLabel(model, g.key, g.code).zh).join("+") || "总计",
    value: withheld ? MARK : value,
    unit: how?.unit ?? "",
    note: notes.join(";"),
  };
}

/** One line an indicator and grouping, equal lines once. */
function calibreLines(model: Model, record: RunRecord, figures: readonly RunFigure[]): string[] {
  const { period, known, basis, groupings } = requestOf(record);
  const published = new Set(figures.map((f) => f.indicator));
  return [...published].flatMap((id) => {
    const indicator = model.indicators.get(id);
    if (!indicator) return [];
    const lines = groupings.map(
      (grouping) => calibreLine(calibreOf(model, indicator, { period, known, basis, grouping })).zh,
    );
    return [`${indicator.label.zh}:${[...new Set(lines)].join(" / ")}`];
  });
}

/** The publication, hashed and, where a signer is given, signed. */
export function publicationOf(source: Source): Publication {
  const { model, record, figures, release, rules, signer } = source;
  const body = {
    format: 1 as const,
    run: record.hash,
    run_signature: record.signature,
    decision: record.decision,
    definitions: record.key.definitions,
    demo: record.demo,
    request: record.request,
    figures: figures.map((f, i) => rowOf(model, record, f, (release.withheld[i] ?? null) !== null)),
    shown: figures.flatMap((f, i) =>
      (release.withheld[i] ?? null) === null
        ? [{ indicator: f.indicator, group: f.group, subject: f.subject }]
        : [],
    ),
    calibre: [
      ...calibreLines(model, record, figures),
      `保密处理:少于规定户数或少数几户占比过高的数,以及可据以推算的数,以「${MARK}」表示${rules.assumed ? ";所用标准为暂定口径" : ""}`,
    ],
  };
  const hash = digest(canonicalText(body));
  return { ...body, hash, signature: signer === null ? null : signer(hash) };
}

/** Whether a publication read from its file is what was written. */
export function publicationHolds(value: { readonly hash: string }): boolean {
  const { hash, ...rest } = value;
  const body = Object.entries(rest).filter(([name]) => name !== "signature");
  return digest(canonicalText(Object.fromEntries(body))) === hash;
}

const COLUMNS = ["indicator", "label", "period", "group", "group_label", "value", "unit", "note"];

function note(p: Publication): string {
  const signed = (s: RunSignature | null): string =>
    s === null ? "无" : `${s.who},${s.when},公钥 ${s.public_key}`;
  return [
    `# ${p.request.period} 数据公布说明${p.demo ? "(演示数据)" : ""}`,
    "",
    ...(p.demo ? ["本目录数据由程序生成,企业为虚构,不得作为真实数据引用。", ""] : []),
    `- 报告期:${p.request.period}`,
    `- 数据截至:${p.request.known ?? "运行时已知的全部数据"}`,
    `- 运行哈希:${p.run}`,
    `- 运行签名:${signed(p.run_signature)}`,
    `- 公布哈希:${p.hash}`,
    `- 公布签名:${signed(p.signature)}`,
    "",
    "## 口径",
    "",
    ...p.calibre.map((l) => `- ${l}`),
    "",
  ].join("\n");
}

/** Writes into an empty folder: what was published once is never overwritten. */
export async function writePublication(terminal: Terminal, p: Publication, given: string): Promise<string> {
  const folder = resolve(terminal.cwd, given);
  if (existsSync(folder) && readdirSync(folder).length > 0)
    throw new OutsideError(
      { zh: `目录 ${given} 不是空的`, en: `the folder ${given} is not empty` },
      {
        zh: "已公布的文件不覆盖;换一个目录",
        en: "what was published is not overwritten; name another folder",
      },
    );
  await mkdir(folder, { recursive: true });
  const rows = p.figures.map((f) => ({ ...f }));
  await writeFile(join(folder, "figures.csv"), csv(COLUMNS, rows));
  await writeFile(join(folder, "publication.json"), `${toJson(p)}\n`);
  await writeFile(join(folder, "说明.md"), note(p));
  return shownPath(terminal, folder);
}
