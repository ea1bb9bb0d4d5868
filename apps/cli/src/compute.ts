/** `compute`: figures and targets as a table, as one JSON document, or as files. */
import type { Indicator } from "@lianzhang/definitions";
import type { ComputeRequest, ComputeResult, Figure, TargetResult } from "@lianzhang/engine";
import { calibreLine, calibreOf, compute, computeTargets, horizonOf, planText } from "@lianzhang/engine";
import { formatPeriod } from "@lianzhang/kernel";
import type { Parsed } from "./arguments.ts";
import { mechanismLines, mechanismsJson, mechanismsOf, writeMechanisms } from "./mechanisms.ts";
import type { City } from "./city.ts";
import { diagnosticJson, hasErrors, openCity, reportDiagnostics } from "./city.ts";
import { documentOf } from "./document.ts";
import { toJson } from "./json.ts";
import { askedOf, groupingsAsked, indicatorsAsked } from "./question.ts";
import { table } from "./table.ts";
import type { Terminal } from "./terminal.ts";
import { EXIT, UsageError } from "./terminal.ts";
import { amount, boundText, groupText, REASON_WORDS, STATUS_WORDS } from "./words.ts";
import { writeResult } from "./write.ts";

export async function computeCommand(parsed: Parsed, terminal: Terminal): Promise<number> {
  const asked = askedOf(parsed);
  if (parsed.values.has("format") && !parsed.values.has("out"))
    throw new UsageError({ zh: "--format 要与 --out DIR 同用", en: "--format goes with --out DIR" });
  for (const name of ["out", "json"])
    if (parsed.switches.has("plan") && (parsed.values.has(name) || parsed.switches.has(name)))
      throw new UsageError({
        zh: `--plan 只打印查询语句,不能与 --${name} 同用`,
        en: `--plan prints statements only and does not go with --${name}`,
      });
  const { city, diagnostics } = await openCity(
    terminal,
    parsed.positionals[0] ?? "",
    parsed.values.get("data"),
  );
  if (city === null) {
    if (parsed.switches.has("json"))
      terminal.out(toJson({ figures: [], targets: [], diagnostics: diagnostics.map(diagnosticJson) }));
    else reportDiagnostics(terminal, diagnostics);
    return EXIT.input;
  }
  try {
    const { model, store, versions } = city;
    const indicators = indicatorsAsked(model, parsed.values.get("indicator"));
    const groupings = groupingsAsked(model, parsed.values.get("by"));
    if (parsed.switches.has("plan")) {
      reportDiagnostics(terminal, diagnostics);
      terminal.out(await planOf(city, { ...asked, indicators: indicators.map((i) => i.id), groupings }));
      return hasErrors(diagnostics) ? EXIT.input : EXIT.done;
    }
    terminal.progress({
      zh: `计算 ${indicators.length} 项指标,${formatPeriod(asked.period)}`,
      en: `computing ${indicators.length} indicators, ${formatPeriod(asked.period)}`,
    });
    const result = await compute(
      model,
      store,
      { ...asked, indicators: indicators.map((i) => i.id), groupings },
      versions,
    );
    const wanted = new Set(indicators.map((i) => i.id));
    const named = parsed.values.has("indicator");
    const targets = (await computeTargets(model, store, asked, versions)).filter(
      (t) => !named || (t.target.indicator !== null && wanted.has(t.target.indicator)),
    );
    const mechanisms = named ? null : await mechanismsOf(city, asked, terminal);
    const out = parsed.values.get("out");
    if (out !== undefined) {
      await writeResult(terminal, city, result, targets, out, parsed.values.get("format") ?? "csv");
      if (mechanisms) await writeMechanisms(city, mechanisms, out);
    }
    if (parsed.switches.has("json"))
      terminal.out(
        toJson({
          ...documentOf(city, result, targets),
          ...(mechanisms ? mechanismsJson(city, mechanisms) : {}),
        }),
      );
    else {
      reportDiagnostics(terminal, diagnostics);
      if (out === undefined) {
        print(terminal, city, indicators, result.figures, targets, named);
        for (const l of mechanisms ? mechanismLines(city, mechanisms, terminal) : []) terminal.out(l);
        for (const l of calibreLines(terminal, city, result)) terminal.out(l);
      }
    }
    return hasErrors(diagnostics) ? EXIT.input : EXIT.done;
  } finally {
    await city.store.close();
  }
}

/** What would run, as text. Only how far back anything is known is looked up: questions about history need it. */
async function planOf(city: City, request: ComputeRequest): Promise<string> {
  const { model, store } = city;
  const bodies = request.indicators.flatMap((id) => model.indicators.get(id)?.body ?? []);
  return planText(model, { ...request, horizon: await horizonOf(model, store, bodies) });
}

function print(
  terminal: Terminal,
  city: City,
  indicators: readonly Indicator[],
  figures: readonly Figure[],
  targets: readonly TargetResult[],
  named: boolean,
): void {
  const zh = terminal.language === "zh";
  const shown = figures.filter((f) => f.subject === null || named);
  const head = zh
    ? ["指标", "标识", "分组", "数值", "单位", "总体", "应有", "已报", "采用", "未知", "说明"]
    : [
        "indicator",
        "id",
        "group",
        "value",
        "unit",
        "population",
        "expected",
        "reported",
        "used",
        "unknown",
        "note",
      ];
  const rows = shown.flatMap((f) => {
    const indicator = city.model.indicators.get(f.indicator);
    return indicator ? [figureLine(terminal, city, indicator, f)] : [];
  });
  for (const l of table(head, rows, [
    "left",
    "left",
    "left",
    "right",
    "left",
    "right",
    "right",
    "right",
    "right",
    "right",
    "left",
  ]))
    terminal.out(l);
  if (!named) for (const l of rowSummaries(terminal, indicators, figures)) terminal.out(l);
  if (targets.length > 0) {
    terminal.out("");
    for (const l of targetTable(terminal, city, targets)) terminal.out(l);
  }
}

/** Under the figures: which 口径 they have, figures of one 口径 together. */
function calibreLines(terminal: Terminal, city: City, result: ComputeResult): string[] {
  const { language } = terminal;
  const ids = new Map<string, Set<string>>();
  for (const f of result.figures) {
    const indicator = city.model.indicators.get(f.indicator);
    if (!indicator || f.reason === "no_form") continue;
    const grouping = f.group.map((g) => g.key);
    const line = calibreLine(
      calibreOf(city.model, indicator, { ...result.request, period: f.period, grouping }),
    )[language];
    if (line !== "") ids.set(line, (ids.get(line) ?? new Set()).add(f.indicator));
  }
  if (ids.size === 0) return [];
  const lines = [...ids].map(([line, of]) => `  ${[...of].join(", ")}: ${line}`);
  return ["", language === "zh" ? "口径" : "Defined as", ...lines];
}

function figureLine(terminal: Terminal, city: City, indicator: Indicator, f: Figure): string[] {
  const { language } = terminal;
  const c = f.counters;
  const counters = c
    ? [c.population, c.expected, c.reported, c.used, c.unknown].map(String)
    : ["", "", "", "", ""];
  const notes = [
    ...(f.reason ? [REASON_WORDS[f.reason][language]] : []),
    ...(f.reason === "no_form" && indicator.holder
      ? [
          `${language === "zh" ? "持有" : "held by"} ${city.model.holders.get(indicator.holder)?.label[language] ?? indicator.holder}`,
        ]
      : []),
    ...(indicator.assumed ? [language === "zh" ? "暂定口径" : "assumed"] : []),
    ...(f.additive ? [] : [language === "zh" ? "不可加" : "not additive"]),
  ];
  const cell = f.subject ?? groupText(city.model, f.group, language);
  return [
    indicator.label[language],
    indicator.id,
    cell,
    amount(indicator, f.value),
    indicator.unit.text,
    ...counters,
    notes.join(language === "zh" ? "," : ", "),
  ];
}

/** Indicators of one firm each: how many have a value; the values themselves when named or written to files. */
function rowSummaries(
  terminal: Terminal,
  indicators: readonly Indicator[],
  figures: readonly Figure[],
): string[] {
  return indicators.flatMap((i) => {
    const own = figures.filter((f) => f.indicator === i.id && f.subject !== null);
    if (own.length === 0) return [];
    const there = own.filter((f) => f.value !== null).length;
    return terminal.language === "zh"
      ? [`${i.label.zh} ${i.id}:逐户 ${own.length} 个,有值 ${there} 个(--indicator ${i.id} 或 --out 列出)`]
      : [
          `${i.label.en} ${i.id}: ${own.length} subjects, ${there} with a value (--indicator ${i.id} or --out lists them)`,
        ];
  });
}

function targetTable(terminal: Terminal, city: City, targets: readonly TargetResult[]): string[] {
  const { language } = terminal;
  const zh = language === "zh";
  const percent = (v: bigint | null, points: boolean): string =>
    v === null ? "—" : `${v < 0n ? "−" : "+"}${signless(v)}${points ? (zh ? " 点" : " pp") : "%"}`;
  const head = zh
    ? ["目标", "条款", "现值", "要求", "年份", "序时应到", "年增", "需年增", "状态"]
    : ["target", "clause", "now", "bound", "year", "path now", "a year", "needed", "status"];
  const rows = targets.map((t) => {
    const indicator = city.model.indicators.get(t.target.indicator ?? "");
    const points = indicator ? /^(%|‰|百分点)$/.test(indicator.unit.text) : false;
    const show = (v: bigint | null): string => (indicator ? amount(indicator, v) : "—");
    return [
      t.target.label[language],
      t.target.clause,
      show(t.figure?.value ?? null),
      boundText(city.model, t.target.bound)[language],
      String(t.target.by),
      show(t.expected),
      percent(t.achieved, points),
      percent(t.needed, points),
      STATUS_WORDS[t.status][language],
    ];
  });
  return table(head, rows, ["left", "left", "right", "left", "right", "right", "right", "right", "left"]);
}

/** 10^-8 of a percent or point, one decimal, without its sign. */
function signless(v: bigint): string {
  const tenths = ((v < 0n ? -v : v) + 5_000_000n) / 10_000_000n;
  return `${tenths / 10n}.${tenths % 10n}`;
}
