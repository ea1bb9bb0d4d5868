/** Search, filters, columns and export above the firm table. */
import type { EnterpriseRow, Enterprises } from "@lianzhang/contract";
import { Select } from "antd";
import type { ReactElement } from "react";
import { useChangeSearch, useFrame } from "../../app/address.ts";
import { exportAddress } from "../../app/client.ts";
import { useWords } from "../../i18n/dictionary.ts";
import { enterpriseWords } from "../../i18n/enterprises.ts";
import { figureWords } from "../../i18n/figure.ts";
import { SearchField } from "../../records/search-field.tsx";
import type { Column } from "../../table/data-table.tsx";
import { copyText } from "../../table/data-table.tsx";
import { noExport } from "../export.ts";

export function EnterpriseTools({
  data,
  columns,
}: {
  readonly data: Enterprises;
  readonly columns: readonly Column<EnterpriseRow>[];
}): ReactElement {
  const w = useWords(enterpriseWords);
  const f = useWords(figureWords);
  const { language, question, search } = useFrame();
  const change = useChangeSearch();
  const { q, sort, county, park, chain, industry } = search;
  const filtered = [q, county, park, chain, industry].some((v) => v !== undefined);
  const file = (format: "csv" | "xlsx"): string =>
    exportAddress({
      ...noExport,
      ...question,
      q,
      sort,
      county,
      park,
      chain,
      industry,
      what: "enterprises",
      format,
      language,
    });
  const hidden = (search.hide ?? "").split(",").filter((id) => id !== "");
  return (
    <div className="tools">
      <SearchField placeholder={w.search} label={w.searchLabel} />
      {data.facets.map((facet) => (
        <Select
          key={facet.key}
          size="small"
          className="facet"
          aria-label={facet.label[language]}
          value={search[facet.key] ?? ""}
          popupMatchSelectWidth={260}
          showSearch={{ optionFilterProp: "label" }}
          options={[
            { value: "", label: w.anyOf(w[facet.key]) },
            ...facet.choices.map((c) => ({ value: c.code, label: `${c.label[language]} (${c.count})` })),
          ]}
          onChange={(value) => change({ [facet.key]: value === "" ? null : value, page: null })}
        />
      ))}
      {filtered ? (
        <button
          type="button"
          className="link"
          onClick={() =>
            change({ q: null, county: null, park: null, chain: null, industry: null, page: null })
          }
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
        value={columns.filter((c) => !hidden.includes(c.id)).map((c) => c.id)}
        maxTagCount={0}
        maxTagPlaceholder={w.columns}
        popupMatchSelectWidth={220}
        options={columns.map((c) => ({ value: c.id, label: c.head, disabled: c.id === "name" }))}
        onChange={(shown: string[]) => {
          const hide = columns.map((c) => c.id).filter((id) => !shown.includes(id) && id !== "name");
          change({ hide: hide.length === 0 ? null : hide.join(",") });
        }}
      />
      <button
        type="button"
        className="link"
        onClick={() =>
          void navigator.clipboard.writeText(
            copyText(
              data.rows,
              columns.filter((c) => !hidden.includes(c.id)),
            ),
          )
        }
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
