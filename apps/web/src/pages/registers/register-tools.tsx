/** Search, filters by code fields, columns, entry and tables in and out above a register's records. */
import type { RecordCondition, RecordRow, RegisterAnswer } from "@lianzhang/contract";
import { Button, Select } from "antd";
import type { ReactElement } from "react";
import { useChangeSearch, useFrame } from "../../app/address.ts";
import { registerExport } from "../../app/client.ts";
import { useWords } from "../../i18n/dictionary.ts";
import { registerWords } from "../../i18n/registers.ts";
import { conditionsIn, withCode } from "../../records/conditions.ts";
import { hiddenOf } from "../../records/hidden.ts";
import { SearchField } from "../../records/search-field.tsx";
import type { Column } from "../../table/data-table.tsx";

interface ToolsProps {
  readonly definition: RegisterAnswer;
  readonly columns: readonly Column<RecordRow>[];
  readonly onDialog: (dialog: "open" | "import") => void;
}

/** Code fields offered as filters before the rest. */
const FILTERS = 4;

export function RegisterTools({ definition, columns, onDialog }: ToolsProps): ReactElement {
  const w = useWords(registerWords);
  const { language, search } = useFrame();
  const change = useChangeSearch();
  const conditions = conditionsIn(search.where);
  const codes = definition.fields.filter((field) => field.type.kind === "code").slice(0, FILTERS);
  const hidden = hiddenOf(search.hide, definition);
  const filtered = search.q !== undefined || conditions.length > 0;
  return (
    <div className="tools">
      <SearchField placeholder={w.search} label={w.searchLabel} />
      {codes.map((field) => (
        <Select
          key={field.id}
          size="small"
          className="facet"
          aria-label={field.label[language]}
          value={codeIn(conditions, field.id)}
          popupMatchSelectWidth={240}
          showSearch={{ optionFilterProp: "label" }}
          options={[
            { value: "", label: w.any(field.label[language]) },
            ...(field.type.kind === "code" ? field.type.codes : []).map((c) => ({
              value: c.code,
              label: c.label[language],
            })),
          ]}
          onChange={(code) => change({ where: withCode(conditions, field.id, code), page: null })}
        />
      ))}
      {filtered ? (
        <button type="button" className="link" onClick={() => change({ q: null, where: null, page: null })}>
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
        popupMatchSelectWidth={240}
        options={columns.map((c, i) => ({ value: c.id, label: c.head, disabled: i === 0 }))}
        onChange={(shown: string[]) =>
          change({
            hide: columns
              .map((c) => c.id)
              .filter((id, i) => i > 0 && !shown.includes(id))
              .join(","),
          })
        }
      />
      {definition.may.export ? (
        <>
          <a href={registerExport(definition.id, "csv")} download>
            CSV
          </a>
          <a href={registerExport(definition.id, "xlsx")} download>
            XLSX
          </a>
        </>
      ) : null}
      {definition.may.import ? (
        <Button size="small" onClick={() => onDialog("import")}>
          {w.importTitle}
        </Button>
      ) : null}
      {definition.may.open ? (
        <Button size="small" type="primary" onClick={() => onDialog("open")}>
          {w.open}
        </Button>
      ) : null}
    </div>
  );
}

const codeIn = (conditions: readonly RecordCondition[], field: string): string =>
  conditions.find((c) => c.kind === "any" && c.field === field)?.kind === "any"
    ? (conditions.flatMap((c) => (c.kind === "any" && c.field === field ? c.of : []))[0] ?? "")
    : "";
