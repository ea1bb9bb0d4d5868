/** `check`: every diagnostic of a decision folder, the lint of its plan, its coverage and counts. */
import type { Coverage } from "@lianzhang/definitions";
import { loadDecision } from "@lianzhang/definitions";
import type { Diagnostic, Label, Language } from "@lianzhang/kernel";
import { byPlace } from "@lianzhang/kernel";
import type { Parsed } from "./arguments.ts";
import { diagnosticJson, existingFolder, hasErrors, line } from "./city.ts";
import { toJson } from "./json.ts";
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
  indicator: { zh: "指标", en: "indicators" },
  chain: { zh: "产业链", en: "chains" },
  holder: { zh: "数据持有单位", en: "holders" },
  evaluation: { zh: "评价", en: "evaluations" },
};

const kindWord = (kind: string, language: Language): string =>
  KIND_WORDS[kind.replace(/s$/, "")]?.[language] ?? kind;

export async function check(parsed: Parsed, terminal: Terminal): Promise<number> {
  const given = parsed.positionals[0] ?? "";
  const folder = existingFolder(terminal, given);
  const { model, diagnostics: found, counts, coverage } = await loadDecision(folder);
  const diagnostics = found.toSorted(byPlace);
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
  for (const d of diagnostics) if (!lint.includes(d)) terminal.out(line(d));
  if (lint.length > 0) terminal.out(zh ? "\n规划核对" : "\nLint of the plan");
  for (const code of [...new Set(lint.map((d) => d.code))].toSorted()) {
    const group = lint.filter((d) => d.code === code);
    terminal.out(zh ? `  ${code}(${group.length} 处)` : `  ${code} (${group.length})`);
    for (const d of group) terminal.out(line(d));
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
