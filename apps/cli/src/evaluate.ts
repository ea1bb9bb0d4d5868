/** `evaluate`: one evaluation of everybody it judges, as a table, as JSON, or as a file. */
import type { Evaluation, Model } from "@lianzhang/definitions";
import type { EvaluationResult, Standing, SubjectResult } from "@lianzhang/engine";
import { grade } from "@lianzhang/engine";
import type { Label, Language, Value } from "@lianzhang/kernel";
import { decimalText, formatDay, formatPeriod } from "@lianzhang/kernel";
import type { Parsed } from "./arguments.ts";
import type { City } from "./city.ts";
import { diagnosticJson } from "./city.ts";
import { answerCommand } from "./mechanism-command.ts";
import { askedOf, unknown } from "./question.ts";
import { subjectNames } from "./subject-names.ts";
import type { Align } from "./table.ts";
import { table } from "./table.ts";
import type { Terminal } from "./terminal.ts";
import { amount, REASON_WORDS, written } from "./words.ts";
import { csv } from "./write.ts";

const STANDING: Readonly<Record<Standing, Label>> = {
  graded: { zh: "参评", en: "graded" },
  ungraded: { zh: "不参评(暂不评价)", en: "ungraded" },
  pending: { zh: "待定", en: "pending" },
  outside: { zh: "不在评价范围", en: "not evaluated" },
};

export function evaluateCommand(parsed: Parsed, terminal: Terminal): Promise<number> {
  const asked = askedOf(parsed);
  return answerCommand(parsed, terminal, { subjects: [] }, async (city) => {
    const { model, store, versions } = city;
    const evaluation = evaluationAsked(model, parsed.positionals[1] ?? "");
    terminal.progress({
      zh: `评价 ${evaluation.label.zh},${formatPeriod(asked.period)}`,
      en: `evaluating ${evaluation.label.en}, ${formatPeriod(asked.period)}`,
    });
    const result = await grade(model, store, evaluation.id, asked, versions);
    const names = await subjectNames(city, evaluation.subject);
    return {
      document: evaluationDocument(city, evaluation, result, names),
      csv: () => evaluationCsv(model, evaluation, result, names),
      lines: () => linesOf(terminal, model, evaluation, result, names),
    };
  });
}

function evaluationAsked(model: Model, word: string): Evaluation {
  const all = [...model.evaluations.values()];
  const found = model.evaluations.get(word) ?? all.find((e) => e.label.zh === word);
  if (!found) throw unknown({ zh: "评价", en: "evaluation" }, word, model.evaluations.keys());
  return found;
}

/** Decimal text in the figure's own unit; null where it is missing. */
function exact(model: Model, figure: string, v: Value | null): string | null {
  const indicator = model.indicators.get(figure);
  return v === null || !v.ok || !indicator ? null : decimalText(v.value, written(indicator));
}

const reasonOf = (v: Value | null): string | null => (v === null || v.ok ? null : v.reason);

/** The result as plain data: values with units, reasons, points, score, place, class, vetoes. */
export function evaluationDocument(
  city: City,
  evaluation: Evaluation,
  result: EvaluationResult,
  names: ReadonlyMap<string, string>,
): Record<string, unknown> {
  const { model } = city;
  const { request, key } = result;
  return {
    decision: model.id,
    evaluation: evaluation.id,
    label: evaluation.label,
    period: formatPeriod(request.period),
    known: request.known === null ? null : formatDay(request.known),
    assumed: evaluation.assumed,
    key: { ...key, known: key.known === null ? null : formatDay(key.known) },
    counts: countsOf(evaluation, result),
    subjects: result.subjects.map((s) => ({
      subject: s.subject,
      name: names.get(s.subject) ?? null,
      standing: s.standing,
      score: exact(model, evaluation.figures.score ?? "", s.score),
      score_reason: reasonOf(s.score),
      rank: exact(model, evaluation.figures.rank ?? "", s.rank),
      graded_in_group: exact(model, evaluation.figures.peers ?? "", s.peers),
      class: s.class,
      criteria: Object.fromEntries(
        evaluation.criteria.map((c, i) => [c.id, criterionJson(model, c, s.criteria[i])]),
      ),
      parts: Object.fromEntries(
        evaluation.parts.map((p, i) => [p.id, exact(model, p.figure, s.parts[i] ?? null)]),
      ),
      extras: Object.fromEntries(
        evaluation.extras.map((e, i) => [e.id, exact(model, e.figure, s.extras[i] ?? null)]),
      ),
      vetoes: Object.fromEntries(s.vetoes.map((v) => [v.veto, v.holds === null ? "pending" : v.holds])),
    })),
    diagnostics: city.diagnostics.map(diagnosticJson),
  };
}

function criterionJson(
  model: Model,
  c: Evaluation["criteria"][number],
  found: SubjectResult["criteria"][number] | undefined,
): Record<string, unknown> {
  const values = c.of.map((id, i) => {
    const v = found?.values[i] ?? null;
    return {
      indicator: id,
      value: exact(model, id, v),
      unit: model.indicators.get(id)?.unit.text ?? "",
      reason: reasonOf(v),
    };
  });
  return {
    values,
    base: c.base === null ? null : exact(model, c.base, found?.base ?? null),
    points: exact(model, c.points, found?.points ?? null),
    reason: reasonOf(found?.points ?? null),
    assumed: c.assumed,
  };
}

/** How many stand where, and how many are in each class. */
function countsOf(
  evaluation: Evaluation,
  result: EvaluationResult,
): {
  readonly graded: number;
  readonly ungraded: number;
  readonly pending: number;
  readonly classes: Readonly<Record<string, number>>;
} {
  const count = (standing: Standing): number => result.subjects.filter((s) => s.standing === standing).length;
  const classes = evaluation.classes.map((c): [string, number] => [
    c.id,
    result.subjects.filter((s) => s.class === c.id).length,
  ]);
  return {
    graded: count("graded"),
    ungraded: count("ungraded"),
    pending: count("pending"),
    classes: Object.fromEntries(classes),
  };
}

export function evaluationCsv(
  model: Model,
  evaluation: Evaluation,
  result: EvaluationResult,
  names: ReadonlyMap<string, string>,
): string {
  const columns = [
    "subject",
    "name",
    "standing",
    ...evaluation.criteria.flatMap((c) => [...c.of.map((id) => `${c.id}.value.${id}`), `${c.id}.points`]),
    ...evaluation.parts.map((p) => `part.${p.id}`),
    ...evaluation.extras.map((e) => `extra.${e.id}`),
    ...evaluation.vetoes.map((v) => `veto.${v.id}`),
    "score",
    "rank",
    "graded_in_group",
    "class",
  ];
  const rows = result.subjects.map((s): Record<string, string | null> => ({
    subject: s.subject,
    name: names.get(s.subject) ?? null,
    standing: s.standing,
    ...Object.fromEntries(
      evaluation.criteria.flatMap((c, i) => [
        ...c.of.map((id, n) => [`${c.id}.value.${id}`, exact(model, id, s.criteria[i]?.values[n] ?? null)]),
        [`${c.id}.points`, exact(model, c.points, s.criteria[i]?.points ?? null)],
      ]),
    ),
    ...Object.fromEntries(
      evaluation.parts.map((p, i) => [`part.${p.id}`, exact(model, p.figure, s.parts[i] ?? null)]),
    ),
    ...Object.fromEntries(
      evaluation.extras.map((e, i) => [`extra.${e.id}`, exact(model, e.figure, s.extras[i] ?? null)]),
    ),
    ...Object.fromEntries(
      s.vetoes.map((v) => [`veto.${v.veto}`, v.holds === null ? "pending" : String(v.holds)]),
    ),
    score: exact(model, evaluation.figures.score ?? "", s.score),
    rank: exact(model, evaluation.figures.rank ?? "", s.rank),
    graded_in_group: exact(model, evaluation.figures.peers ?? "", s.peers),
    class: s.class,
  }));
  return csv(columns, rows);
}

/** `参评 654,不参评 2,待定 0;A 194,B 393,C 67`. */
export function evaluationSummary(
  evaluation: Evaluation,
  result: EvaluationResult,
  language: Language,
): string {
  const counts = countsOf(evaluation, result);
  const classes = Object.entries(counts.classes).map(([id, n]) => `${id} ${n}`);
  return language === "zh"
    ? `参评 ${counts.graded},不参评 ${counts.ungraded},待定 ${counts.pending};${classes.join(",")}`
    : `graded ${counts.graded}, ungraded ${counts.ungraded}, pending ${counts.pending}; ${classes.join(", ")}`;
}

function linesOf(
  terminal: Terminal,
  model: Model,
  evaluation: Evaluation,
  result: EvaluationResult,
  names: ReadonlyMap<string, string>,
): string[] {
  const { language } = terminal;
  const zh = language === "zh";
  const said = (figure: string | null, v: Value | null | undefined): string => {
    const indicator = model.indicators.get(figure ?? "");
    if (!v || !indicator) return "";
    return v.ok ? amount(indicator, v.value) : "—";
  };
  const scored = evaluation.figures.score !== null;
  const head = [
    zh ? "代码" : "code",
    zh ? "名称" : "name",
    ...evaluation.criteria.map((c) => c.label[language]),
    ...(scored ? [zh ? "得分" : "score", zh ? "名次" : "rank"] : []),
    zh ? "等次" : "class",
    zh ? "说明" : "note",
  ];
  const rows = result.subjects.map((s) => {
    const klass = evaluation.classes.find((c) => c.id === s.class)?.label[language] ?? "";
    return [
      s.subject,
      names.get(s.subject) ?? "",
      ...evaluation.criteria.map((c, i) => said(c.points, s.criteria[i]?.points)),
      ...(scored
        ? [
            said(evaluation.figures.score, s.score),
            [said(evaluation.figures.rank, s.rank), said(evaluation.figures.peers, s.peers)].join("/"),
          ]
        : []),
      klass,
      noteOf(evaluation, s, language),
    ];
  });
  const right = evaluation.criteria.map((): Align => "right");
  const aligns: Align[] = [
    "left",
    "left",
    ...right,
    ...(scored ? (["right", "right"] as const) : []),
    "left",
    "left",
  ];
  const summary = evaluationSummary(evaluation, result, language);
  const assumed = evaluation.assumed
    ? [zh ? `暂定口径:${evaluation.note?.zh ?? ""}` : `Assumed: ${evaluation.note?.en ?? ""}`]
    : [];
  return [...table(head, rows, aligns), "", summary, ...assumed];
}

/** Why somebody has no class, or which veto holds. */
function noteOf(evaluation: Evaluation, s: SubjectResult, language: Language): string {
  const vetoed = s.vetoes.flatMap((v) => {
    const label = evaluation.vetoes.find((e) => e.id === v.veto)?.label[language] ?? v.veto;
    if (v.holds === true) return [language === "zh" ? `一票否决:${label}` : `veto: ${label}`];
    return v.holds === null ? [language === "zh" ? `待核:${label}` : `to be settled: ${label}`] : [];
  });
  const open = evaluation.criteria.flatMap((c, i) => {
    const points = s.criteria[i]?.points;
    return points === undefined || points.ok
      ? []
      : [`${c.label[language]} ${REASON_WORDS[points.reason][language]}`];
  });
  const standing = s.standing === "graded" ? [] : [STANDING[s.standing][language]];
  return [...standing, ...vetoed, ...(s.standing === "ungraded" ? [] : open)].join(
    language === "zh" ? ";" : "; ",
  );
}
