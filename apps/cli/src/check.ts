/** `check`: every diagnostic of a decision folder, the lint of its plan, its coverage and counts. */
import { join } from "node:path";
import type { Coverage } from "@lianzhang/definitions";
import { trySentences } from "@lianzhang/engine";
import { expiryFindings, lintModel, loadDecision } from "@lianzhang/definitions";
import type { Diagnostic, Label, Language } from "@lianzhang/kernel";
import { byPlace } from "@lianzhang/kernel";
import type { Parsed } from "./arguments.ts";
import { diagnosticJson, existingFolder, hasErrors, shownPath, today } from "./city.ts";
import { line } from "./diagnostic-text.ts";
import { toJson } from "./json.ts";
import { scenarioMistakes } from "./scenario-files.ts";
import { table } from "./table.ts";
import type { Terminal } from "./terminal.ts";
import { EXIT } from "./terminal.ts";

const KIND_WORDS: Readonly<Record<string, Label>> = {
  clause: { zh: "条款", en: "clauses" },
  carrier: { zh: "机制、产业、地点", en: "carriers" },
  target: { zh: "目标", en: "targets" },
  mechanism: { zh: "机制", en: "mechanisms" },
  industry: { zh: "产业", en: "industries" },
  place: { zh: "地点", en: "places" },
  unit: { zh: "单位", en: "units" },
  register: { zh: "名录", en: "registers" },
  classification: { zh: "分类", en: "classifications" },
  membership: { zh: "归属名单", en: "memberships" },
  partition: { zh: "划分", en: "partitions" },
  form: { zh: "报表", en: "forms" },
  parameter: { zh: "参数", en: "parameters" },
  function: { zh: "公式函数", en: "functions" },
  indicator: { zh: "指标", en: "indicators" },
  chain: { zh: "产业链", en: "chains" },
  holder: { zh: "数据持有单位", en: "holders" },
  evaluation: { zh: "评价", en: "evaluations" },
  entitlement: { zh: "奖补事项", en: "entitlements" },
  sentence: { zh: "例句", en: "sentences" },
  calendar: { zh: "工作日历", en: "calendars" },
  role: { zh: "角色", en: "roles" },
  procedure: { zh: "办理流程", en: "procedures" },
  policy: { zh: "权限", en: "policy" },
  undefined_word: { zh: "未定义用词", en: "undefined words" },
  decision: { zh: "决定", en: "decision" },
};

/** What each lint of the plan is about. */
const LINT_WORDS: Readonly<Record<string, Label>> = {
  LZ3001: { zh: "没有报表能测算的目标", en: "targets that no form can measure" },
  LZ3002: { zh: "未明确责任单位的目标", en: "targets without an owner" },
  LZ3003: { zh: "分项与合计不符", en: "parts that do not add up" },
  LZ3004: { zh: "范围交叉", en: "overlapping scopes" },
  LZ3005: { zh: "占比自相矛盾", en: "shares that contradict" },
  LZ3006: { zh: "未定义的用词", en: "undefined words" },
  LZ3007: { zh: "尚无承载的机制、产业、地点", en: "nothing carries it yet" },
  LZ3008: { zh: "没有任何定义的条款", en: "clauses without a definition" },
  LZ3009: { zh: "没有用到的报表", en: "forms nobody uses" },
  LZ3010: { zh: "没有公式读取的字段", en: "fields no formula reads" },
  LZ3011: { zh: "路径不合理", en: "paths that do not fit" },
  LZ3012: { zh: "进度曲线不合理", en: "paces that do not fit" },
  LZ3013: { zh: "权重合计不是 100", en: "weights that do not make 100" },
  LZ3014: { zh: "为负的目标值或门槛值", en: "bounds below zero" },
  LZ3015: { zh: "需要时没有值的参数", en: "parameters without a value where needed" },
  LZ3016: { zh: "已到期的授权", en: "clearances that have run out" },
  LZ3017: { zh: "办不了步骤的角色", en: "roles that cannot make their move" },
  LZ3050: { zh: "按实缴税额计算的奖补", en: "incentives that follow the tax paid" },
  LZ3051: { zh: "以迁址为条件的奖补", en: "incentives for moving a seat" },
  LZ3052: { zh: "未经公平竞争审查的奖补", en: "incentives without a passed review" },
  LZ3018: { zh: "开启的提醒与照片", en: "reminders and photos that are on" },
};

const kindWord = (kind: string, language: Language): string =>
  KIND_WORDS[kind.replace(/s$/, "")]?.[language] ?? kind;

export async function check(parsed: Parsed, terminal: Terminal): Promise<number> {
  const given = parsed.positionals[0] ?? "";
  const folder = existingFolder(terminal, given);
  const { model, diagnostics: mistakes, counts, coverage } = await loadDecision(shownPath(terminal, folder));
  const plan = model ? [...lintModel(model), ...expiryFindings(model, today())] : [];
  const scenarios = model ? await scenarioMistakes(terminal, folder, model) : [];
  const untrue = model ? trySentences(model) : [];
  const diagnostics = [...mistakes, ...plan, ...scenarios, ...untrue]
    .map((d) => ({
      ...d,
      file: d.file.startsWith(folder) ? join(given, d.file.slice(folder.length)) : d.file,
    }))
    .toSorted(byPlace);
  const failed = hasErrors(diagnostics) || model === null;
  if (parsed.switches.has("json"))
    terminal.out(
      toJson({
        decision: given,
        ok: !failed,
        counts,
        coverage,
        diagnostics: diagnostics.map(diagnosticJson),
      }),
    );
  else print(terminal, diagnostics, counts, failed ? null : coverage);
  return failed ? EXIT.input : EXIT.done;
}

/** Problems of the definitions first, then the lint of the plan grouped by what it found. */
function print(
  terminal: Terminal,
  diagnostics: readonly Diagnostic[],
  counts: Readonly<Record<string, number>>,
  coverage: Coverage | null,
): void {
  const zh = terminal.language === "zh";
  const lint = diagnostics.filter((d) => d.code.startsWith("LZ3"));
  for (const d of diagnostics) if (!lint.includes(d)) terminal.out(line(d, terminal.language));
  if (lint.length > 0) terminal.out(zh ? "\n规划核对" : "\nLint of the plan");
  for (const code of [...new Set(lint.map((d) => d.code))].toSorted()) {
    const group = lint.filter((d) => d.code === code);
    const title = LINT_WORDS[code]?.[terminal.language] ?? "";
    terminal.out(zh ? `  ${code} ${title}(${group.length} 处)` : `  ${code} ${title} (${group.length})`);
    for (const d of group) terminal.out(line(d, terminal.language));
  }
  terminal.out(zh ? "\n条目数" : "\nDefinitions");
  for (const [kind, count] of Object.entries(counts))
    terminal.out(`  ${kindWord(kind, terminal.language)} ${count}`);
  if (coverage) {
    terminal.out(zh ? "\n决定的落实覆盖" : "\nCoverage of the Decision");
    for (const l of coverageTable(coverage, terminal.language)) terminal.out(`  ${l}`);
  }
  const errors = diagnostics.filter((d) => d.severity === "error").length;
  terminal.out(
    zh
      ? `\n错误 ${errors} 个,提示 ${diagnostics.length - errors} 个`
      : `\n${errors} errors, ${diagnostics.length - errors} warnings`,
  );
}

interface CoverageRow {
  readonly kind: string;
  readonly total: number;
  readonly carried: number;
  readonly open: readonly string[];
}

/** Clauses, quantified targets and what the Decision names: how many there are, how many something carries. */
function coverageRows({ clauses, targets, carriers }: Coverage): CoverageRow[] {
  return [
    { kind: "clause", total: clauses.total, carried: clauses.defined, open: clauses.open },
    { kind: "target", total: targets.quantified, carried: targets.measured, open: [] },
    ...(["mechanism", "industry", "place", "unit"] as const).map((kind) => ({ kind, ...carriers[kind] })),
  ];
}

function coverageTable(coverage: Coverage, language: Language): string[] {
  const zh = language === "zh";
  const all = coverageRows(coverage).filter((c) => c.total > 0);
  const rows = all.map((c) => [
    kindWord(c.kind, language),
    String(c.total),
    String(c.carried),
    `${Math.round((c.carried / c.total) * 100)}%`,
  ]);
  const lines = table(zh ? ["类", "总数", "已有承载", "覆盖"] : ["kind", "total", "carried", "share"], rows, [
    "left",
    "right",
    "right",
    "right",
  ]);
  const open = all
    .filter((c) => c.open.length > 0)
    .map(
      (c) =>
        `${kindWord(c.kind, language)}${zh ? "尚无承载:" : " not carried yet: "}${c.open.join(zh ? "、" : ", ")}`,
    );
  const owned = zh
    ? `目标 ${coverage.targets.total} 项,其中已明确责任单位 ${coverage.targets.owned} 项`
    : `${coverage.targets.total} targets, ${coverage.targets.owned} with an owner`;
  return [...lines, owned, ...open];
}
