/** `purpose`: what every evaluation, target and published figure reads, who holds it, and whether it may. */
import type { FieldUse, Model, Purpose, Refusal, Use } from "@lianzhang/definitions";
import { loadDecision, purposesOf } from "@lianzhang/definitions";
import type { Day, Label, Language } from "@lianzhang/kernel";
import { formatDay, nearest, parseDay } from "@lianzhang/kernel";
import type { Parsed } from "./arguments.ts";
import { existingFolder, hasErrors, reportDiagnostics, shownPath, today } from "./city.ts";
import { toJson } from "./json.ts";
import { table } from "./table.ts";
import type { Terminal } from "./terminal.ts";
import { EXIT, UsageError } from "./terminal.ts";

const USES = ["analysis", "evaluation", "gate", "incentive", "publication"] as const;
const USE_WORDS: Readonly<Record<Use, Label>> = {
  analysis: { zh: "分析", en: "analysis" },
  evaluation: { zh: "评价", en: "evaluation" },
  gate: { zh: "准入", en: "gate" },
  incentive: { zh: "奖补", en: "incentive" },
  publication: { zh: "发布", en: "publication" },
};
const KIND_WORDS: Readonly<Record<Purpose["kind"], Label>> = {
  evaluation: { zh: "评价", en: "evaluation" },
  entitlement: { zh: "奖补事项", en: "incentive" },
  procedure: { zh: "办理流程", en: "procedure" },
  target: { zh: "目标", en: "target" },
  export: { zh: "对外发布", en: "export" },
};
const REFUSED_WORDS: Readonly<Record<Refusal, Label>> = {
  use: { zh: "未授权此用途", en: "not cleared for this use" },
  expired: { zh: "授权已到期", en: "the clearance has ended" },
};

function dayAsked(parsed: Parsed): Day {
  const text = parsed.values.get("on");
  if (text === undefined) return today();
  const day = parseDay(text);
  if (day === null)
    throw new UsageError(
      { zh: `--on 「${text}」不是日期`, en: `--on "${text}" is not a date` },
      { zh: "写成 2025-03-10", en: "write 2025-03-10" },
    );
  return day;
}

export async function purpose(parsed: Parsed, terminal: Terminal): Promise<number> {
  const folder = existingFolder(terminal, parsed.positionals[0] ?? "");
  const { model, diagnostics } = await loadDecision(shownPath(terminal, folder));
  if (model === null || hasErrors(diagnostics)) {
    reportDiagnostics(terminal, diagnostics);
    return EXIT.input;
  }
  const day = dayAsked(parsed);
  const use = USES.find((u) => u === parsed.values.get("use")) ?? null;
  const id = parsed.positionals[1];
  const all = purposesOf(model, day, use);
  const found = id === undefined ? all : named(all, id);
  if (parsed.switches.has("json")) terminal.out(toJson(documentOf(model, day, found)));
  else {
    terminal.out(
      terminal.language === "zh" ? `授权截至 ${formatDay(day)}` : `clearances as of ${formatDay(day)}`,
    );
    const lines =
      id === undefined ? overview(found, model, terminal.language) : details(found, model, terminal.language);
    for (const l of lines) terminal.out(l);
  }
  // Whether a figure may leave the house is a question; whether it may judge or be a target's must be yes.
  const bound = found.filter((p) => p.kind !== "export" || use !== null);
  return bound.some(isRefused) ? EXIT.input : EXIT.done;
}

const isRefused = (p: Purpose): boolean => p.fields.some((f) => f.refused !== null);

function named(all: readonly Purpose[], id: string): Purpose[] {
  const found = all.filter((p) => p.id === id || p.label.zh === id);
  if (found.length > 0) return found;
  const near = nearest(
    id,
    all.map((p) => p.id),
  );
  throw new UsageError(
    {
      zh: `没有评价、办理流程、目标或可计算的指标「${id}」`,
      en: `there is no evaluation, procedure, target or computed indicator "${id}"`,
    },
    near === null ? null : { zh: `是否指 ${near}?`, en: `did you mean ${near}?` },
  );
}

function verdict(p: Purpose, language: Language): string {
  if (p.fields.length === 0) return language === "zh" ? "尚不可测算" : "not measured yet";
  const refused = p.fields.filter((f) => f.refused !== null).length;
  if (refused === 0) return language === "zh" ? "允许" : "allowed";
  return language === "zh" ? `不允许(${refused} 个字段)` : `refused (${refused} fields)`;
}

function overview(all: readonly Purpose[], model: Model, language: Language): string[] {
  const zh = language === "zh";
  const head = zh
    ? ["类别", "标识", "名称", "用途", "字段", "结论"]
    : ["kind", "id", "name", "use", "fields", "verdict"];
  const rows = all.map((p) => [
    KIND_WORDS[p.kind][language],
    p.id,
    p.label[language],
    USE_WORDS[p.use][language],
    String(p.fields.length),
    verdict(p, language),
  ]);
  return [
    ...table(head, rows, ["left", "left", "left", "left", "right", "left"]),
    ...refusals(all, model, language),
  ];
}

/** What stands in the way, by field: whose leave would free which figures. */
function refusals(all: readonly Purpose[], model: Model, language: Language): string[] {
  const zh = language === "zh";
  const byField = new Map<string, { readonly field: FieldUse; readonly things: string[] }>();
  for (const p of all)
    for (const field of p.fields) {
      if (field.refused === null) continue;
      const entry = byField.get(field.id) ?? { field, things: [] };
      entry.things.push(p.id);
      byField.set(field.id, entry);
    }
  if (byField.size === 0) return [];
  const lines = [...byField.values()].flatMap(({ field, things }) => [
    `  ${field.label[language]} ${field.id}:${holderOf(field, model, language)},${clearedFor(field, language)}`,
    `    ${zh ? `涉及 ${things.length} 项:` : `stands behind ${things.length}: `}${things.join(zh ? "、" : ", ")}`,
  ]);
  return [
    "",
    zh ? "不允许的字段(由持有单位授权后可用)" : "Fields refused (their holder may clear them)",
    ...lines,
  ];
}

const holderOf = (f: FieldUse, model: Model, language: Language): string =>
  model.holders.get(f.clearance.holder)?.label[language] ?? f.clearance.holder;

function clearedFor({ clearance }: FieldUse, language: Language): string {
  const zh = language === "zh";
  const uses = clearance.uses.map((u) => USE_WORDS[u][language]).join(zh ? "、" : ", ");
  const until = clearance.expires === null ? "" : `${zh ? ",至 " : " until "}${formatDay(clearance.expires)}`;
  return `${zh ? "授权用于" : "cleared for "}${uses}${until}`;
}

function details(found: readonly Purpose[], model: Model, language: Language): string[] {
  const zh = language === "zh";
  const head = zh
    ? ["字段", "名称", "持有单位", "依据", "授权用途", "到期", "结论", "经由"]
    : ["field", "name", "holder", "basis", "cleared for", "until", "verdict", "by way of"];
  return found.flatMap((p) => [
    "",
    `${KIND_WORDS[p.kind][language]} ${p.id} ${p.label[language]}  ${zh ? "用途:" : "use: "}${USE_WORDS[p.use][language]}  ${verdict(p, language)}`,
    ...table(
      head,
      p.fields.map((f) => [
        f.id,
        f.label[language],
        holderOf(f, model, language),
        f.clearance.basis,
        f.clearance.uses.map((u) => USE_WORDS[u][language]).join(zh ? "、" : ", "),
        f.clearance.expires === null ? "—" : formatDay(f.clearance.expires),
        f.refused === null ? (zh ? "允许" : "allowed") : REFUSED_WORDS[f.refused][language],
        f.path.join(" → "),
      ]),
      head.map(() => "left" as const),
    ),
  ]);
}

const documentOf = (model: Model, day: Day, found: readonly Purpose[]): Record<string, unknown> => ({
  decision: model.id,
  on: formatDay(day),
  purposes: found.map((p) => ({
    kind: p.kind,
    id: p.id,
    label: p.label,
    use: p.use,
    allowed: !isRefused(p),
    fields: p.fields.map((f) => ({
      id: f.id,
      label: f.label,
      holder: f.clearance.holder,
      basis: f.clearance.basis,
      uses: f.clearance.uses,
      expires: f.clearance.expires === null ? null : formatDay(f.clearance.expires),
      refused: f.refused,
      path: f.path,
    })),
  })),
});
