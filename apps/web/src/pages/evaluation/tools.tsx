/** Search, filters, columns and export above the table of the graded. */
import type { GradedFirm, GradedFirms, Grading } from "@lianzhang/contract";
import { Select } from "antd";
import type { ReactElement } from "react";
import { useChangeSearch, useFrame } from "../../app/address.ts";
import { exportAddress } from "../../app/client.ts";
import { useWords } from "../../i18n/dictionary.ts";
import { evaluationWords } from "../../i18n/evaluation.ts";
import { figureWords } from "../../i18n/figure.ts";
import { SearchField } from "../../records/search-field.tsx";
import type { Column } from "../../table/data-table.tsx";
import { copyText } from "../../table/data-table.tsx";
import { noExport } from "../export.ts";

interface GradedToolsProps {
  readonly firms: GradedFirms;
  readonly grading: Grading;
  readonly columns: readonly Column<GradedFirm>[];
}

/** A filter in the address for each facet. */
const FILTERS = [
  { key: "county", facet: "county" },
  { key: "class", facet: "class" },
  { key: "state", facet: "standing" },
] as const;

export function GradedTools({ firms, grading, columns }: GradedToolsProps): ReactElement {
  const w = useWords(evaluationWords);
  const f = useWords(figureWords);
  const { language, question, search } = useFrame();
  const change = useChangeSearch();
  const { q, sort, county, state } = search;
  const standing = state === "graded" || state === "ungraded" || state === "pending" ? state : undefined;
  const filtered = [q, county, search.class, state].some((v) => v !== undefined);
  const file = (format: "csv" | "xlsx"): string =>
    exportAddress({
      ...noExport,
      ...question,
      period: firms.asOf.period,
      id: grading.id,
      q,
      sort,
      county,
      class: search.class,
      standing,
      what: "evaluation",
      format,
      language,
    });
  const hidden = (search.hide ?? "").split(",").filter((id) => id !== "");
  const shown = columns.filter((c) => !hidden.includes(c.id));
  return (
    <div className="tools">
      <SearchField placeholder={w.search} label={w.searchLabel} />
      {FILTERS.map(({ key, facet }) => (
        <Select
          key={key}
          size="small"
          className="facet"
          aria-label={w[facet]}
          value={search[key] ?? ""}
          popupMatchSelectWidth={200}
          options={[
            { value: "", label: w.anyOf(w[facet]) },
            ...firms.facets[facet].map((c) => ({
              value: c.code,
              label: `${c.label[language]} (${c.count})`,
            })),
          ]}
          onChange={(value) => change({ [key]: value === "" ? null : value, page: null })}
        />
      ))}
      {filtered ? (
        <button
          type="button"
          className="link"
          onClick={() => change({ q: null, county: null, class: null, state: null, page: null })}
        >
          {w.clear}
        </button>
      ) : null}
      <span className="space" />
      <Select
        size="small"
        mode="multiple"
        className="column-choice"
        aria-label={w.columns}
        value={shown.map((c) => c.id)}
        maxTagCount={0}
        maxTagPlaceholder={w.columns}
        popupMatchSelectWidth={220}
        options={columns.map((c) => ({ value: c.id, label: c.head, disabled: c.id === "name" }))}
        onChange={(kept: string[]) => {
          const hide = columns.map((c) => c.id).filter((id) => !kept.includes(id) && id !== "name");
          change({ hide: hide.length === 0 ? null : hide.join(",") });
        }}
      />
      <button
        type="button"
        className="link"
        onClick={() => void navigator.clipboard.writeText(copyText(firms.rows, shown))}
      >
        {f.copyTable}
      </button>
      <a href={file("csv")} download>
        CSV
      </a>
      <a href={file("xlsx")} download>
        XLSX
      </a>
    </div>
  );
}
