/**
 * An evaluation with changes laid over what is written, made again as the loader makes it: the same checks, the same formulas.
 * Nothing is written anywhere.
 */
import { createHash } from "node:crypto";
import type { Diagnostic } from "@lianzhang/kernel";
import { stringify } from "yaml";
import { collect } from "../collect.ts";
import { evaluationKind } from "../kinds/evaluation.ts";
import { Loading } from "../loading.ts";
import type { Model } from "../model.ts";
import type { Entry, Path } from "../source/entry.ts";
import type { Plain } from "../source/plain.ts";
import { parseSource } from "../source/read-folder.ts";
import { Report } from "../source/report.ts";
import type { Evaluation } from "./model.ts";

/** One thing that is written otherwise; `null` takes it away. */
export interface EvaluationChange {
  /** As `criteria`, `tax_per_mu`, `weight`. */
  readonly path: readonly string[];
  readonly value: string | null;
}

/** What is wrong, at the thing that was changed; null: at none of them. */
export interface ChangeProblem {
  readonly path: readonly string[] | null;
  readonly diagnostic: Diagnostic;
}

export type ChangedEvaluation =
  | { readonly ok: true; readonly model: Model; readonly evaluation: Evaluation }
  | { readonly ok: false; readonly problems: readonly ChangeProblem[] };

type Table = { readonly [key: string]: Plain };
const isTable = (value: Plain | undefined): value is Table =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The definition as plain data, without keys that are not there. */
function plainOf(value: unknown): Plain {
  if (Array.isArray(value)) return value.map(plainOf);
  if (typeof value === "object" && value !== null)
    return Object.fromEntries(
      Object.entries(value).flatMap(([key, inner]) => (inner === undefined ? [] : [[key, plainOf(inner)]])),
    );
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? value : null;
}

function changedAt(value: Plain | undefined, path: readonly string[], to: string | null): Plain {
  const [key, ...rest] = path;
  if (key === undefined) return to;
  const table = isTable(value) ? value : {};
  const { [key]: before, ...others } = table;
  if (rest.length === 0 && to === null) return others;
  // a key keeps its place: the order of classes and criteria means something
  const next = changedAt(before, rest, to);
  return key in table
    ? Object.fromEntries(Object.entries(table).map(([k, v]) => [k, k === key ? next : v]))
    : { ...table, [key]: next };
}

/** The whole evaluation as it would be written, one key a line. */
function textOf({ id, written }: Evaluation, changes: readonly EvaluationChange[]): string {
  const changed = changes.reduce<Plain>((value, c) => changedAt(value, c.path, c.value), plainOf(written));
  return stringify({ evaluations: { [id]: changed } }, { lineWidth: 0 });
}

const ids = (keys: Iterable<string>, stand: Entry): Map<string, Entry> =>
  new Map([...keys].map((id) => [id, stand]));

/** Everything the model knows beside the evaluation, as the loader has it when it comes to evaluations. */
function loadingOf(model: Model, evaluation: Evaluation, report: Report): Loading {
  const loading = new Loading(report);
  const own = new Set(evaluation.all);
  const { title, platform, city, issued } = model;
  loading.decision = { title, platform, city, issued };
  const fill = <T>(into: Map<string, T>, from: ReadonlyMap<string, T>): void => {
    for (const [id, thing] of from) into.set(id, thing);
  };
  fill(loading.holders, model.holders);
  fill(loading.clauses, model.clauses);
  fill(loading.classifications, model.classifications);
  fill(loading.registers, model.registers);
  fill(loading.memberships, model.memberships);
  fill(loading.forms, model.forms);
  fill(loading.parameters, model.parameters);
  fill(loading.functions, model.functions);
  fill(loading.indicators, new Map([...model.indicators].filter(([id]) => !own.has(id))));
  return loading;
}

/** Where each change stands, to tell what a diagnostic is of. */
function placer(entry: Entry, changes: readonly EvaluationChange[]) {
  const at = (path: Path): string => {
    const place = entry.at(...path);
    return `${place.line}:${place.column}`;
  };
  const places = new Map(changes.map((c) => [at(c.path), c.path]));
  return (d: Diagnostic): readonly string[] | null => {
    const exact = places.get(`${d.line}:${d.column}`);
    if (exact !== undefined) return exact;
    // said of the criterion or class as a whole: at the first thing of it that was changed
    return (
      changes.find((c) => entry.keyAt(...c.path.slice(0, -1)).line === d.line)?.path ??
      changes.find((c) => entry.at(...c.path).line === d.line)?.path ??
      null
    );
  };
}

/** The model with the changed evaluation in the place of the written one, or what is wrong with the changes. */
export function changedEvaluation(
  model: Model,
  evaluation: Evaluation,
  changes: readonly EvaluationChange[],
): ChangedEvaluation {
  const report = new Report();
  const text = textOf(evaluation, changes);
  const loading = loadingOf(model, evaluation, report);
  const [entry] =
    collect([parseSource(text, evaluation.place.file, "", report)], loading).get("evaluations") ?? [];
  if (entry === undefined)
    return { ok: false, problems: report.all.map((d) => ({ path: null, diagnostic: d })) };
  for (const kind of ["clauses", "registers", "parameters", "indicators"] as const)
    loading.ids.set(kind, ids(loading[kind].keys(), entry));
  evaluationKind.load(entry, loading);
  for (const work of loading.later) work();
  const made = loading.evaluations.get(evaluation.id);
  const errors = report.all.filter((d) => d.severity === "error");
  if (made === undefined || errors.length > 0) {
    const placed = placer(entry, changes);
    return { ok: false, problems: errors.map((d) => ({ path: placed(d), diagnostic: d })) };
  }
  const own = new Set(evaluation.all);
  const changed: Evaluation = { ...made, place: evaluation.place };
  return {
    ok: true,
    evaluation: changed,
    model: {
      ...model,
      key: createHash("sha256").update(`${model.key}\n${text}`).digest("hex"),
      evaluations: new Map(
        [...model.evaluations].map(([id, e]): [string, Evaluation] => [id, id === changed.id ? changed : e]),
      ),
      indicators: new Map([
        ...[...model.indicators].filter(([id]) => !own.has(id)),
        ...changed.all.flatMap((id) => {
          const step = loading.indicators.get(id);
          return step === undefined ? [] : [[id, step] as const];
        }),
      ]),
    },
  };
}

/** What is written at the path now; null: nothing. */
export function writtenAt({ written }: Evaluation, path: readonly string[]): string | null {
  const found = path.reduce<Plain | undefined>(
    (value, key) => (isTable(value) ? value[key] : undefined),
    plainOf(written),
  );
  return typeof found === "string" || typeof found === "number" ? String(found) : null;
}

/** The changes alone, as they are written in the folder, each beside what it was: for whoever keeps the definitions. */
export function changeText(evaluation: Evaluation, changes: readonly EvaluationChange[]): string {
  type Tree = Map<string, Tree | EvaluationChange>;
  const root: Tree = new Map();
  for (const c of changes) {
    let at = root;
    for (const key of c.path.slice(0, -1)) {
      const next = at.get(key);
      const inner: Tree = next instanceof Map ? next : new Map();
      at.set(key, inner);
      at = inner;
    }
    at.set(c.path.at(-1) ?? "", c);
  }
  const lines: string[] = ["evaluations:", `  ${evaluation.id}:`];
  const write = (tree: Tree, depth: number): void => {
    for (const [key, inner] of tree) {
      const indent = "  ".repeat(depth);
      if (inner instanceof Map) {
        lines.push(`${indent}${key}:`);
        write(inner, depth + 1);
        continue;
      }
      const was = writtenAt(evaluation, inner.path);
      lines.push(
        inner.value === null
          ? `${indent}# ${key}: 删去(原 ${was ?? "无"})`
          : `${indent}${key}: ${stringify(inner.value).trim()} # 原 ${was ?? "无"}`,
      );
    }
  };
  write(root, 2);
  return `${lines.join("\n")}\n`;
}
