/** `explain`: the trace of one figure as an indented tree, down to file, sheet, row and column. */
import type { Model } from "@lianzhang/definitions";
import type { Trace } from "@lianzhang/engine";
import { calibreJson, calibreLine, calibreOf, explain } from "@lianzhang/engine";
import { formatDay, formatPeriod, quote, subjectTable, textLiteral } from "@lianzhang/kernel";
import type { Parsed } from "./arguments.ts";
import type { City } from "./city.ts";
import { hasErrors, openCity, reportDiagnostics } from "./city.ts";
import { wholeNumber } from "./demo.ts";
import { toJson } from "./json.ts";
import { askedOf, figureAsked, groupAsked } from "./question.ts";
import type { Terminal } from "./terminal.ts";
import { EXIT, UsageError } from "./terminal.ts";
import { traceJson } from "./trace-json.ts";
import { traceLines } from "./trace-text.ts";
import { keyLabel } from "@lianzhang/definitions";
import { codeLabel, boundText } from "./words.ts";

const subjectQuery = (register: string, code: string): string =>
  `SELECT code FROM ${quote(subjectTable(register))} WHERE code = ${textLiteral(code)}`;

type Question = ReturnType<typeof figureAsked>;

/** Row indicators need one subject, group ones none; a code that is in no register is not a silent blank. */
async function subjectAsked(city: City, { indicator }: Question, parsed: Parsed): Promise<string | null> {
  const subject = parsed.values.get("subject") ?? null;
  if (indicator.of === null) {
    if (subject !== null)
      throw new UsageError(
        {
          zh: `${indicator.id} 是汇总指标,没有单户数`,
          en: `${indicator.id} is a figure of groups, not of one subject`,
        },
        { zh: "用 --group ATTR=VALUE", en: "use --group ATTR=VALUE" },
      );
    return null;
  }
  if (parsed.values.has("group"))
    throw new UsageError(
      {
        zh: `${indicator.id} 是户级指标,不分组`,
        en: `${indicator.id} is a figure of one subject, not of groups`,
      },
      { zh: "用 --subject 代码", en: "use --subject CODE" },
    );
  if (subject === null)
    throw new UsageError({
      zh: `${indicator.id} 是户级指标,缺少 --subject`,
      en: `${indicator.id} is a figure of one subject: --subject is missing`,
    });
  const { rows } = await city.store.query(subjectQuery(indicator.of, subject));
  if (rows.length === 0)
    throw new UsageError({
      zh: `名录中没有「${subject}」`,
      en: `no subject "${subject}" in the register ${indicator.of}`,
    });
  return subject;
}

export async function explainCommand(parsed: Parsed, terminal: Terminal): Promise<number> {
  const asked = askedOf(parsed);
  const limit = wholeNumber(parsed, "limit", 5, 1);
  const offset = wholeNumber(parsed, "offset", 0, 0);
  const { city, diagnostics } = await openCity(
    terminal,
    parsed.positionals[0] ?? "",
    parsed.values.get("data"),
  );
  reportDiagnostics(terminal, diagnostics);
  if (city === null) return EXIT.input;
  try {
    const { model } = city;
    const found = figureAsked(model, parsed.positionals[1] ?? "");
    const group = groupAsked(model, parsed.values.get("group"));
    const subject = await subjectAsked(city, found, parsed);
    const trace = await explain(model, city.store, {
      ...asked,
      indicator: found.indicator.id,
      subject,
      group,
      limit,
      offset,
    });
    if (parsed.switches.has("json"))
      terminal.out(toJson(documentOf(city, asked, group, subject, found, trace)));
    else print(terminal, model, asked, group, found, trace);
    return hasErrors(diagnostics) ? EXIT.input : EXIT.done;
  } finally {
    await city.store.close();
  }
}

function documentOf(
  city: City,
  asked: ReturnType<typeof askedOf>,
  group: ReturnType<typeof groupAsked>,
  subject: string | null,
  { indicator, target }: Question,
  trace: Trace | null,
): Record<string, unknown> {
  return {
    decision: city.model.id,
    indicator: indicator.id,
    target: target?.id ?? null,
    period: formatPeriod(asked.period),
    known: asked.known === null ? null : formatDay(asked.known),
    basis: asked.basis,
    calibre: calibreJson(calibreOf(city.model, indicator, { ...asked, grouping: group.map((g) => g.key) })),
    reconciles: indicator.reconciles,
    subject,
    group,
    trace: trace === null ? null : traceJson(trace),
    reason: trace === null ? "no_form" : trace.reason,
    holder: indicator.holder,
  };
}

function print(
  terminal: Terminal,
  model: Model,
  asked: ReturnType<typeof askedOf>,
  group: ReturnType<typeof groupAsked>,
  { indicator, target }: Question,
  trace: Trace | null,
): void {
  const { language } = terminal;
  const zh = language === "zh";
  const cell = group
    .map((g) => `${keyLabel(model, g.key)[language]} ${codeLabel(model, g.key, g.code)[language]}`)
    .join(" · ");
  const known =
    asked.known === null
      ? ""
      : zh
        ? `,${formatDay(asked.known)} 已知`
        : `, known on ${formatDay(asked.known)}`;
  terminal.out(
    `${indicator.label[language]} (${indicator.id}) · ${formatPeriod(asked.period)}${cell === "" ? "" : ` · ${cell}`}${known}`,
  );
  for (const clause of new Set([indicator.clause, target?.clause ?? null])) {
    const definition = model.clauses.get(clause ?? "");
    if (definition)
      terminal.out(
        zh ? `条款 ${definition.id} ${definition.heading}` : `clause ${definition.id} ${definition.heading}`,
      );
  }
  if (target)
    terminal.out(
      zh
        ? `目标 ${target.label.zh}:${boundText(model, target.bound).zh},${target.by} 年`
        : `target ${target.label.en}: ${boundText(model, target.bound).en} by ${target.by}`,
    );
  if (indicator.formula !== null)
    terminal.out(zh ? `公式 ${indicator.formula}` : `formula ${indicator.formula}`);
  const calibre = calibreOf(model, indicator, { ...asked, grouping: group.map((g) => g.key) });
  terminal.out(`${zh ? "口径" : "defined as"} ${calibreLine(calibre)[language]}`);
  if (indicator.reconciles) {
    const twin = model.indicators.get(indicator.reconciles.with)?.label[language];
    terminal.out(
      `${zh ? "对照" : "beside"} ${twin ?? indicator.reconciles.with}: ${indicator.reconciles.why[language]}`,
    );
  }
  if (indicator.assumed) terminal.out(zh ? "口径 暂定口径(待确认)" : "definition assumed (to be confirmed)");
  terminal.out(
    zh
      ? `定义 ${indicator.place.file}:${indicator.place.line}`
      : `defined at ${indicator.place.file}:${indicator.place.line}`,
  );
  terminal.out("");
  if (trace === null && indicator.formula !== null) {
    terminal.out(
      zh
        ? "未获准用于此用途:所依据的授权已到期,暂不计算(lianzhang purpose 列出字段)"
        : "withheld: a clearance it rests on has run out (lianzhang purpose lists the fields)",
    );
    return;
  }
  if (trace === null) {
    const holder = model.holders.get(indicator.holder ?? "")?.label[language];
    terminal.out(
      zh
        ? `口径待明确:没有报表采集${holder === undefined ? "" : `,数据由${holder}掌握`}`
        : `nothing measures it yet${holder === undefined ? "" : `; ${holder} holds the figure`}`,
    );
    return;
  }
  for (const l of traceLines(model, trace, language)) terminal.out(l);
}
