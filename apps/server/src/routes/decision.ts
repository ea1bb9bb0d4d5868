/** GET /api/decision: clauses with what carries them, coverage, counts, lint. */
import { writtenIndicators } from "@lianzhang/definitions";
import type { Carried, ClauseRow, Decision } from "@lianzhang/contract";
import type { Carrier, Clause } from "@lianzhang/definitions";
import type { Label } from "@lianzhang/kernel";
import type { Context } from "../context.ts";
import { isLimited } from "../sight/sight.ts";

function carriedBy(
  context: Context,
  status: ReadonlyMap<string, Carried["status"]>,
  clause: string,
): Carried[] {
  const { model } = context;
  return [
    ...[...model.targets.values()]
      .filter((t) => t.clause === clause)
      .map((t): Carried => ({ kind: "target", id: t.id, label: t.label, status: status.get(t.id) ?? null })),
    ...writtenIndicators(model)
      .filter((i) => i.clause === clause)
      .map((i): Carried => ({ kind: "indicator", id: i.id, label: i.label, status: null })),
    ...[...model.chains.values()]
      .filter((c) => c.clause === clause)
      .map((c): Carried => ({ kind: "chain", id: c.id, label: c.label, status: null })),
  ];
}

function labelOf(context: Context, kind: string, id: string): Label | null {
  const { model } = context;
  switch (kind) {
    case "indicator":
      return model.indicators.get(id)?.label ?? null;
    case "target":
      return model.targets.get(id)?.label ?? null;
    case "chain":
      return model.chains.get(id)?.label ?? null;
    case "form":
      return model.forms.get(id)?.label ?? null;
    case "register":
      return model.registers.get(id)?.label ?? null;
    case "parameter":
      return model.parameters.get(id)?.label ?? null;
    case "evaluation":
      return model.evaluations.get(id)?.label ?? null;
    case "procedure":
      return model.procedures.get(id)?.label ?? null;
    case "classification":
      return model.classifications.get(id)?.label ?? null;
    default:
      // `target_industry:lithium`: one code of a classification
      return model.classifications.get(kind)?.codes.find((c) => c.code === id || c.id === id)?.label ?? null;
  }
}

const carrier = (context: Context, c: Carrier): ClauseRow["carriers"][number] => ({
  kind: c.kind,
  name: c.name,
  carriedBy: c.carriedBy.map((ref) => {
    const at = ref.indexOf(":");
    const [kind, id] = at < 0 ? ["", ref] : [ref.slice(0, at), ref.slice(at + 1)];
    return { kind, id, label: labelOf(context, kind, id) };
  }),
  note: c.note,
});

/** Reading order: numbers by size, items after their clause as they were written. */
function inOrder(clauses: readonly Clause[]): Clause[] {
  const written = new Map(clauses.map((c, i) => [c.id, i]));
  const compare = (a: Clause, b: Clause): number => {
    const [x, y] = [a.id.split("/"), b.id.split("/")];
    for (let i = 0; i < Math.min(x.length, y.length); i++) {
      const [m, n] = [Number(x[i]), Number(y[i])];
      if (x[i] !== y[i])
        return Number.isNaN(m) || Number.isNaN(n)
          ? (written.get(a.id) ?? 0) - (written.get(b.id) ?? 0)
          : m - n;
    }
    return x.length - y.length;
  };
  return clauses.toSorted(compare);
}

const parentOf = (id: string): string | null => (id.includes("/") ? id.slice(0, id.lastIndexOf("/")) : null);

export async function decision(context: Context): Promise<Decision> {
  const { model, instance } = context;
  const asked = { period: instance.timeline.defaultPeriod, known: null };
  const status = new Map((await context.targets(asked)).map((t) => [t.target.id, t.status]));
  // Messages on data name firms and their values.
  const ofData = isLimited(context.sight) ? [] : instance.dataDiagnostics;
  const { clauses, targets, carriers } = instance.decision.coverage;
  return {
    title: model.title,
    issued: model.issued,
    clauses: inOrder([...model.clauses.values()]).map((c) => ({
      id: c.id,
      parent: parentOf(c.id),
      number: c.number,
      heading: c.heading,
      summary: c.summary,
      text: c.text,
      carried: carriedBy(context, status, c.id),
      carriers: model.carriers.filter((x) => x.clause === c.id).map((x) => carrier(context, x)),
    })),
    coverage: [
      { kind: "clause", total: clauses.total, carried: clauses.defined },
      { kind: "target", total: targets.quantified, carried: targets.measured },
      ...(["mechanism", "industry", "place", "unit"] as const).map((kind) => ({
        kind,
        total: carriers[kind].total,
        carried: carriers[kind].carried,
      })),
    ],
    counts: Object.entries(instance.decision.counts).map(([kind, count]) => ({ kind, count })),
    diagnostics: [...instance.decision.diagnostics, ...ofData].slice(0, 2000).map((d) => ({
      severity: d.severity,
      code: d.code,
      message: { zh: d.zh?.message ?? d.message, en: d.message },
      hint: d.hint === undefined ? null : { zh: d.zh?.hint ?? d.hint, en: d.hint },
      file: d.file,
      line: d.line,
      column: d.column,
    })),
  };
}
