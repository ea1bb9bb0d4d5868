/** Filters by the paper tasks come from and by clause: what is there to be chosen. */
import type { CaseRow } from "@lianzhang/contract";
import { Select } from "antd";
import type { ReactElement } from "react";
import { useChangeSearch, useFrame } from "../../app/address.ts";
import { useWords } from "../../i18n/dictionary.ts";
import { taskWords } from "../../i18n/tasks.ts";
import { conditionsIn, withCode } from "../../records/conditions.ts";

export function TextFilters({ rows }: { readonly rows: readonly CaseRow[] }): ReactElement {
  const w = useWords(taskWords);
  const { search } = useFrame();
  const change = useChangeSearch();
  const conditions = conditionsIn(search.where);
  const filters = [
    ["task_source", w.source, w.sourceAll],
    ["task_clause", w.clause, w.clauseAll],
  ] as const;
  return (
    <>
      {filters.map(([field, label, all]) => {
        const texts = [...new Set(rows.flatMap((r) => r.values[field] ?? []))].toSorted((a, b) =>
          a.localeCompare(b, "zh-Hans-CN", { numeric: true }),
        );
        return (
          <Select
            key={field}
            size="small"
            className="facet"
            aria-label={label}
            value={conditions.flatMap((c) => (c.kind === "any" && c.field === field ? c.of : []))[0] ?? ""}
            popupMatchSelectWidth={280}
            showSearch={{ optionFilterProp: "label" }}
            options={[{ value: "", label: all }, ...texts.map((text) => ({ value: text, label: text }))]}
            onChange={(text) => change({ where: withCode(conditions, field, text), page: null })}
          />
        );
      })}
    </>
  );
}
