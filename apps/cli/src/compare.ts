/** `compare`: the difference a scenario makes, and who moved. */
import { resolve } from "node:path";
import { amountOf } from "@lianzhang/definitions";
import type { Comparison, ComputeResult, Scenario } from "@lianzhang/engine";
import { canonicalText, compare, dependenciesOf, readScenario, resultOf } from "@lianzhang/engine";
import type { Diagnostic } from "@lianzhang/kernel";
import { formatPeriod } from "@lianzhang/kernel";
import type { Parsed } from "./arguments.ts";
import type { City } from "./city.ts";
import { diagnosticJson, hasErrors, openCity, reportDiagnostics } from "./city.ts";
import { fileOf, stackedBy } from "./scenario-files.ts";
import { comparisonJson } from "./compare-json.ts";
import type { Edge } from "./compare-text.ts";
import { comparisonLines } from "./compare-text.ts";
import { toJson } from "./json.ts";
import { askedOf, groupingsAsked, indicatorsAsked } from "./question.ts";
import { digest, runAsked } from "./run-files.ts";
import type { Terminal } from "./terminal.ts";
import { EXIT, UsageError } from "./terminal.ts";

async function scenarioAsked(
  terminal: Terminal,
  city: City,
  given: string,
): Promise<{ readonly scenario: Scenario | null; readonly diagnostics: readonly Diagnostic[] }> {
  const path = resolve(terminal.cwd, given);
  const source = await fileOf(terminal, path);
  if (source === null)
    throw new UsageError(
      { zh: `无法读取情景文件「${given}」`, en: `cannot read the scenario "${given}"` },
      { zh: "写文件的路径", en: "give the path of a file" },
    );
  return readScenario(city.model, source, stackedBy(terminal));
}

/** The run as a result, after making sure that its data are these data: a commit number alone does not say so. */
async function baselineAsked(terminal: Terminal, city: City, parsed: Parsed): Promise<ComputeResult | null> {
  const word = parsed.values.get("baseline");
  if (word === undefined) return null;
  const { record, file } = runAsked(terminal, word, parsed);
  const result = resultOf(city.model, record);
  const other = new UsageError(
    {
      zh: `${file} 的数据与现在装入的不同,不能作现状`,
      en: `${file} was made over other data and is no baseline`,
    },
    {
      zh: "重新 lianzhang run,或去掉 --baseline",
      en: "make it again with lianzhang run, or leave --baseline out",
    },
  );
  if (result === null) throw other;
  if (result.key.definitions !== city.model.key) return result;
  const now = await dependenciesOf(city.model, city.store, result.request, digest);
  if (canonicalText(now) !== canonicalText(record.dependencies)) throw other;
  return result;
}

function limitOf(parsed: Parsed): number {
  const text = parsed.values.get("limit") ?? "10";
  if (!/^\d{1,6}$/.test(text))
    throw new UsageError({ zh: `--limit 「${text}」不是个数`, en: `--limit "${text}" is not a count` });
  return Number(text);
}

/** `--crossing tax_per_mu=20,revenue_per_mu=300 万元/亩/年`: amounts in the indicator's unit unless they say one. */
function edgesOf(comparison: Comparison, text: string | undefined): Edge[] {
  return (text ?? "")
    .split(/[,,、]/)
    .filter((t) => t.trim() !== "")
    .map((part) => {
      const [word = "", written = ""] = part.split("=").map((t) => t.trim());
      const [indicator] = indicatorsAsked(comparison.model, word);
      const moves = comparison.indicators.find((i) => i.indicator === indicator?.id);
      if (!indicator || !moves)
        throw new UsageError(
          {
            zh: `--crossing 「${part}」中的指标不在所比指标之内`,
            en: `--crossing "${part}": the indicator is not compared`,
          },
          { zh: "例:--crossing tax_per_mu=20", en: "example: --crossing tax_per_mu=20" },
        );
      const read = amountOf(written, { numeric: moves.numeric, unit: indicator.unit });
      if (!read.ok)
        throw new UsageError(
          {
            zh: `--crossing 「${part}」:「${written}」不是${indicator.unit.text}的数`,
            en: `--crossing "${part}": ${read.message}`,
          },
          { zh: "例:--crossing tax_per_mu=20", en: "example: --crossing tax_per_mu=20" },
        );
      return { indicator: indicator.id, text: `${written}`, value: read.value };
    });
}

/** Errors in the input: listed, in JSON too. */
function failed(terminal: Terminal, parsed: Parsed, diagnostics: readonly Diagnostic[]): number {
  if (parsed.switches.has("json"))
    terminal.out(toJson({ indicators: [], targets: [], diagnostics: diagnostics.map(diagnosticJson) }));
  else reportDiagnostics(terminal, diagnostics);
  return EXIT.input;
}

export async function compareCommand(parsed: Parsed, terminal: Terminal): Promise<number> {
  const asked = askedOf(parsed);
  const limit = limitOf(parsed);
  const opened = await openCity(terminal, parsed.positionals[0] ?? "", parsed.values.get("data"));
  const { city } = opened;
  if (city === null) return failed(terminal, parsed, opened.diagnostics);
  try {
    const { model, store, versions } = city;
    const read = await scenarioAsked(terminal, city, parsed.values.get("scenario") ?? "");
    if (read.scenario === null) return failed(terminal, parsed, read.diagnostics);
    const indicators = indicatorsAsked(model, parsed.values.get("indicator"));
    const groupings = groupingsAsked(model, parsed.values.get("by"));
    const baseline = await baselineAsked(terminal, city, parsed);
    terminal.progress({
      zh: `计算情景「${read.scenario.name}」,${formatPeriod(asked.period)}`,
      en: `computing the scenario "${read.scenario.name}", ${formatPeriod(asked.period)}`,
    });
    const request = { ...asked, indicators: indicators.map((i) => i.id), groupings };
    const result = await compare(model, store, request, read.scenario, versions, { baseline, targets: true });
    const diagnostics = [...opened.diagnostics, ...read.diagnostics, ...result.diagnostics];
    if (!result.ok) return failed(terminal, parsed, [...read.diagnostics, ...result.diagnostics]);
    const { comparison } = result;
    const edges = edgesOf(comparison, parsed.values.get("crossing"));
    if (parsed.switches.has("json"))
      terminal.out(
        toJson(comparisonJson(comparison, edges, baseline !== null, diagnostics.map(diagnosticJson))),
      );
    else {
      reportDiagnostics(terminal, diagnostics);
      for (const line of comparisonLines(comparison, edges, terminal.language, limit)) terminal.out(line);
    }
    return hasErrors(diagnostics) ? EXIT.input : EXIT.done;
  } finally {
    await city.store.close();
  }
}
