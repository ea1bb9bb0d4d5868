/** `burden`: how much is asked of whom in a year, what is asked twice, what nobody uses. */
import type { Burden, Form, Model } from "@lianzhang/definitions";
import { burdenOf, environmentOf, loadDecision } from "@lianzhang/definitions";
import { groupTables, withAggregates } from "@lianzhang/engine";
import type { NumberCore } from "@lianzhang/formula";
import { checkFormula, evaluateNumber } from "@lianzhang/formula";
import type { Period } from "@lianzhang/kernel";
import { formatPeriod, month, monthPeriod, parsePeriod } from "@lianzhang/kernel";
import type { Parsed } from "./arguments.ts";
import { burdenLines } from "./burden-text.ts";
import type { City } from "./city.ts";
import { existingFolder, hasErrors, openCity, reportDiagnostics, shownPath } from "./city.ts";
import { toJson } from "./json.ts";
import type { Terminal } from "./terminal.ts";
import { EXIT, UsageError } from "./terminal.ts";

export async function burden(parsed: Parsed, terminal: Terminal): Promise<number> {
  const decision = parsed.positionals[0] ?? "";
  const data = parsed.values.get("data");
  const period = periodAsked(parsed);
  if (data === undefined) {
    const folder = existingFolder(terminal, decision);
    const { model, diagnostics } = await loadDecision(shownPath(terminal, folder));
    if (model !== null && !hasErrors(diagnostics))
      return answer(parsed, terminal, model, burdenOf(model), null);
    reportDiagnostics(terminal, diagnostics);
    return EXIT.input;
  }
  const { city, diagnostics } = await openCity(terminal, decision, data);
  if (city === null) {
    reportDiagnostics(terminal, diagnostics);
    return EXIT.input;
  }
  try {
    const expected = await expectedReporters(city, period);
    return answer(parsed, terminal, city.model, burdenOf(city.model, expected), period);
  } finally {
    await city.store.close();
  }
}

/** The asked period; the last whole month otherwise. */
function periodAsked(parsed: Parsed): Period {
  const text = parsed.values.get("period");
  const now = new Date();
  const last = month(now.getFullYear(), now.getMonth() + 1) - 1;
  const period = text === undefined ? monthPeriod(last) : parsePeriod(text);
  if (period) return period;
  throw new UsageError(
    { zh: `--period 「${text ?? ""}」不是时期`, en: `--period "${text ?? ""}" is not a period` },
    { zh: "写成 2024、2024Q2 或 2024-06", en: "write 2024, 2024Q2 or 2024-06" },
  );
}

function answer(
  parsed: Parsed,
  terminal: Terminal,
  model: Model,
  found: Burden,
  period: Period | null,
): number {
  if (parsed.switches.has("json"))
    terminal.out(
      toJson({ decision: model.id, period: period === null ? null : formatPeriod(period), ...found }),
    );
  else for (const l of burdenLines(model, found, period, terminal.language)) terminal.out(l);
  return EXIT.done;
}

/** How many subjects of the register each form expects a return from, at the end of the period. */
async function expectedReporters(city: City, period: Period): Promise<Map<string, number>> {
  const { model, store } = city;
  const counts = [...model.forms.values()].flatMap((form) => {
    const core = countOf(model, form);
    return core === null ? [] : [{ form: form.id, core }];
  });
  const request = { period, known: null, basis: "end", groupings: [[]] } as const;
  const tables = await groupTables(
    model,
    store,
    counts.map((c) => c.core),
    request,
  );
  const leaves = withAggregates(tables.leaves, tables.table);
  const found = new Map<string, number>();
  for (const { form, core } of counts) {
    const { value } = evaluateNumber(core, leaves, { period, subject: null, group: [] });
    if (value.ok) found.set(form, Number(value.value));
  }
  return found;
}

/** `count(register where expected)`, checked like any formula. */
function countOf(model: Model, form: Form): NumberCore | null {
  const environment = environmentOf({
    ...model,
    city: model.city.code,
    body: (id) => {
      const body = model.indicators.get(id)?.body;
      return body ? { body } : null;
    },
  });
  const where = form.expectedText === null ? "" : ` where ${form.expectedText}`;
  const { core } = checkFormula(
    `count(${form.subject}${where})`,
    { subject: null, unit: "户", expect: "number", period: null },
    environment,
  );
  return core !== null && core.op === "aggregate" ? core : null;
}
