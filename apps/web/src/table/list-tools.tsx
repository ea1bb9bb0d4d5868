/** Above a table that the server filters: search, a choice for each facet, columns, and the table to take along. */
import type { ExportQuery } from "@lianzhang/contract";
import type { Label } from "@lianzhang/kernel";
import { Select } from "antd";
import type { ReactElement } from "react";
import type { SearchKey } from "../app/address.ts";
import { useChangeSearch, useFrame } from "../app/address.ts";
import { exportAddress } from "../app/client.ts";
import { useWords } from "../i18n/dictionary.ts";
import { figureWords } from "../i18n/figure.ts";
import { listWords } from "../i18n/list.ts";
import { noExport } from "./no-export.ts";
import { SearchField } from "../records/search-field.tsx";
import type { Column } from "./data-table.tsx";
import { copyText } from "./data-table.tsx";

export interface Facet {
  /** Where the choice stands in the address. */
  readonly key: SearchKey;
  readonly label: string;
  readonly choices: readonly { readonly code: string; readonly label: Label; readonly count: number }[];
}

interface ToolsProps<R> {
  readonly title?: string;
  readonly search: { readonly placeholder: string; readonly label: string };
  readonly facets: readonly Facet[];
  readonly rows: readonly R[];
  readonly columns: readonly Column<R>[];
  /** Columns can be hidden; `name` always stays. */
  readonly hides?: boolean;
  /** What the file is of; filters as they were asked. */
  readonly file: Pick<ExportQuery, "what"> & {
    readonly [K in keyof ExportQuery]?: ExportQuery[K] | undefined;
  };
}

export function ListTools<R>({
  title,
  search: asks,
  facets,
  rows,
  columns,
  hides = false,
  file,
}: ToolsProps<R>): ReactElement {
  const w = useWords(listWords);
  const f = useWords(figureWords);
  const { language, question, search } = useFrame();
  const change = useChangeSearch();
  const keys: readonly SearchKey[] = ["q", ...facets.map((x) => x.key)];
  const hidden = hides ? (search.hide ?? "").split(",") : [];
  const shown = columns.filter((c) => !hidden.includes(c.id));
  const address = (format: "csv" | "xlsx"): string =>
    exportAddress({ ...noExport, ...question, ...file, format, language });
  return (
    <div className="tools">
      {title === undefined ? null : <b>{title}</b>}
      <SearchField {...asks} />
      {facets.map(({ key, label, choices }) => (
        <Select
          key={key}
          size="small"
          className="facet"
          aria-label={label}
          value={search[key] ?? ""}
          popupMatchSelectWidth={260}
          showSearch={{ optionFilterProp: "label" }}
          options={[
            { value: "", label: w.anyOf(label) },
            ...choices.map((c) => ({ value: c.code, label: `${c.label[language]} (${c.count})` })),
          ]}
          onChange={(value) => change({ [key]: value === "" ? null : value, page: null })}
        />
      ))}
      {keys.some((key) => search[key] !== undefined) ? (
        <button
          type="button"
          className="link"
          onClick={() => change({ ...Object.fromEntries(keys.map((key) => [key, null])), page: null })}
        >
          {w.clear}
        </button>
      ) : null}
      <span className="space" />
      {hides ? (
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
      ) : null}
      <button
        type="button"
        className="link"
        onClick={() => void navigator.clipboard.writeText(copyText(rows, shown))}
      >
        {f.copyTable}
      </button>
      <a href={address("csv")} download>
        CSV
      </a>
      <a href={address("xlsx")} download>
        XLSX
      </a>
    </div>
  );
}
