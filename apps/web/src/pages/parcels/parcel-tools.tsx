/** The four lists, search, park and county above the table of parcels; all of it in the address. */
import type { RegisterAnswer } from "@lianzhang/contract";
import { Button, Select } from "antd";
import type { ReactElement } from "react";
import { useChangeSearch, useFrame } from "../../app/address.ts";
import { registerExport } from "../../app/client.ts";
import { useWords } from "../../i18n/dictionary.ts";
import { parcelWords } from "../../i18n/parcels.ts";
import { SearchField } from "../../records/search-field.tsx";
import { codesOf } from "./codes.ts";
import { landLists } from "./land-state.ts";
import type { ParcelRow } from "./parcel-rows.ts";
import { inList } from "./parcel-rows.ts";
import { PARCELS } from "./use-parcels.ts";

interface ToolsProps {
  readonly definition: RegisterAnswer;
  readonly rows: readonly ParcelRow[];
}

const NONE = { q: null, list: null, park: null, county: null } as const;

export function ParcelTools({ definition, rows }: ToolsProps): ReactElement {
  const w = useWords(parcelWords);
  const { language, search } = useFrame();
  const change = useChangeSearch();
  const { may } = definition;
  const chosen = [search.q, search.list, search.park, search.county].some((v) => v !== undefined);
  const facets = [
    {
      key: "park",
      any: w.allParks,
      codes: [...codesOf(definition, "parcel_park", language), { code: "none", label: w.noPark }],
    },
    { key: "county", any: w.allCounties, codes: codesOf(definition, "parcel_county", language) },
  ] as const;
  return (
    <div className="tools">
      {landLists.map((id) => (
        <button
          key={id}
          type="button"
          className="chip"
          aria-pressed={search.list === id}
          onClick={() => change({ list: search.list === id ? null : id })}
        >
          {w[id]} {inList(rows, id).length}
        </button>
      ))}
      <SearchField placeholder={w.search} label={w.searchLabel} />
      {facets.map(({ key, any, codes }) => (
        <Select
          key={key}
          size="small"
          className="facet"
          aria-label={any}
          value={search[key] ?? ""}
          popupMatchSelectWidth={240}
          options={[{ value: "", label: any }, ...codes.map((c) => ({ value: c.code, label: c.label }))]}
          onChange={(code) => change({ [key]: code === "" ? null : code })}
        />
      ))}
      {chosen ? (
        <button type="button" className="link" onClick={() => change(NONE)}>
          {w.clear}
        </button>
      ) : null}
      <span className="space" />
      {may.export ? (
        <a className="link" href={registerExport(PARCELS, "xlsx")}>
          {w.export}
        </a>
      ) : null}
      {may.open ? (
        <Button size="small" type="primary" onClick={() => change({ view: "open" })}>
          {w.open}
        </Button>
      ) : null}
    </div>
  );
}
