/** 责任制: how many tasks each lead unit answers for, and how many of them are late; a unit pressed is the filter. */
import type { CaseRow, ProcedureAnswer } from "@lianzhang/contract";
import type { ReactElement } from "react";
import { useChangeSearch, useFrame } from "../../app/address.ts";
import { useWords } from "../../i18n/dictionary.ts";
import { taskWords } from "../../i18n/tasks.ts";
import { conditionsIn, withCode } from "../../records/conditions.ts";
import { valueText } from "../../records/value-text.ts";
import { groupsOf } from "../work/groups.ts";

const UNIT = "task_department";

export function UnitBar({
  definition,
  rows,
}: {
  readonly definition: ProcedureAnswer;
  readonly rows: readonly CaseRow[];
}): ReactElement | null {
  const w = useWords(taskWords);
  const { language, search } = useFrame();
  const change = useChangeSearch();
  const field = definition.fields.find((f) => f.id === UNIT);
  const conditions = conditionsIn(search.where);
  const groups = groupsOf(
    rows.filter((r) => (r.values[UNIT] ?? "") !== ""),
    (r) => r.values[UNIT] ?? "",
  );
  if (field === undefined || groups.length < 2) return null;
  const chosen = conditions.flatMap((c) => (c.kind === "any" && c.field === UNIT ? c.of : []))[0] ?? "";
  return (
    <div className="unit-bar" role="group" aria-label={w.byUnit}>
      {groups
        .toSorted((a, b) => b[1].length - a[1].length)
        .map(([unit, tasks]) => {
          const late = tasks.filter((t) => t.dues.some((d) => d.overdueDays > 0)).length;
          return (
            <button
              key={unit}
              type="button"
              className="chip"
              aria-pressed={chosen === unit}
              onClick={() =>
                change({ where: withCode(conditions, UNIT, chosen === unit ? "" : unit), page: null })
              }
            >
              {w.unit(valueText(field, unit, {}, language), tasks.length)}
              {late === 0 ? "" : ` · ${w.unitLate(late)}`}
            </button>
          );
        })}
    </div>
  );
}
