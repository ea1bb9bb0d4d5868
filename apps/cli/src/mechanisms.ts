/** Evaluations and entitlements beside the figures of `compute`: in its table, its JSON and its files. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Evaluation } from "@lianzhang/definitions";
import type { EvaluationResult } from "@lianzhang/engine";
import { grade } from "@lianzhang/engine";
import type { City } from "./city.ts";
import type { ClaimRow, Entitled } from "./entitle.ts";
import { CLAIM_COLUMNS, claimRows, entitledOf, entitleDocument, entitleSummary } from "./entitle.ts";
import { evaluationCsv, evaluationDocument, evaluationSummary } from "./evaluate.ts";
import type { Asked } from "./mechanism-command.ts";
import { subjectNames } from "./subject-names.ts";
import type { Terminal } from "./terminal.ts";
import { csv } from "./write.ts";

interface Graded {
  readonly evaluation: Evaluation;
  readonly result: EvaluationResult;
  readonly names: ReadonlyMap<string, string>;
}

export interface Mechanisms {
  readonly graded: readonly Graded[];
  readonly entitled: Entitled | null;
  readonly claims: readonly ClaimRow[];
}

/** Every evaluation that exists for the period, and all entitlements. */
export async function mechanismsOf(city: City, asked: Asked, terminal: Terminal): Promise<Mechanisms> {
  const { model, store, versions } = city;
  const graded: Graded[] = [];
  for (const evaluation of model.evaluations.values()) {
    terminal.progress({ zh: `评价 ${evaluation.label.zh}`, en: `evaluating ${evaluation.label.en}` });
    const result = await grade(model, store, evaluation.id, asked, versions);
    if (result.subjects.length > 0)
      graded.push({ evaluation, result, names: await subjectNames(city, evaluation.subject) });
  }
  const entitled = model.entitlements.size === 0 ? null : await entitledOf(city, asked);
  const claims = entitled === null ? [] : await claimRows(city, entitled, terminal.language);
  return { graded, entitled, claims };
}

/** As `lianzhang evaluate --json` and `entitle --json` print each. */
export const mechanismsJson = (city: City, m: Mechanisms): Record<string, unknown> => ({
  evaluations: m.graded.map((g) => evaluationDocument(city, g.evaluation, g.result, g.names)),
  entitlements: m.entitled === null ? null : entitleDocument(city, m.entitled, m.claims),
});

/** `evaluation-<id>.csv` each, and `entitlements.csv`. */
export async function writeMechanisms(city: City, m: Mechanisms, folder: string): Promise<void> {
  for (const g of m.graded)
    await writeFile(
      join(folder, `evaluation-${g.evaluation.id}.csv`),
      evaluationCsv(city.model, g.evaluation, g.result, g.names),
    );
  if (m.entitled !== null) await writeFile(join(folder, "entitlements.csv"), csv(CLAIM_COLUMNS, m.claims));
}

/** One line each; `evaluate` and `entitle` list everybody. */
export function mechanismLines(city: City, m: Mechanisms, terminal: Terminal): string[] {
  const { language } = terminal;
  const graded = m.graded.map(
    (g) =>
      `${g.evaluation.label[language]} ${g.evaluation.id}: ${evaluationSummary(g.evaluation, g.result, language)}`,
  );
  const entitled = m.entitled === null ? [] : entitleSummary(city.model, m.entitled.result, language);
  return graded.length + entitled.length === 0 ? [] : ["", ...graded, ...entitled];
}
