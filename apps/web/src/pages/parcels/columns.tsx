/** Columns of the table of parcels. */
import type { RegisterAnswer } from "@lianzhang/contract";
import { Link } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { useMemo } from "react";
import { useFrame } from "../../app/address.ts";
import { useWords } from "../../i18n/dictionary.ts";
import { parcelWords } from "../../i18n/parcels.ts";
import { parseDecimal, print } from "../../lib/decimal.ts";
import type { Column } from "../../table/data-table.tsx";
import { codesOf } from "./codes.ts";
import type { LandState } from "./land-state.ts";
import type { ParcelRow } from "./parcel-rows.ts";

type ParcelWords = (typeof parcelWords)["zh"];

/** How the land stands, in words. */
export const stateWords = ({ lists, used }: LandState, w: ParcelWords): readonly string[] => {
  if (lists.length > 0) return lists.map((id) => w[id]);
  return [used === null ? w.useUnknown : used ? w.used : w.notYet];
};

export function StateTags({ state }: { readonly state: LandState }): ReactElement {
  const w = useWords(parcelWords);
  const plain = state.lists.length === 0;
  return (
    <>
      {stateWords(state, w).map((word) => (
        <span key={word} className={plain ? "tag" : "tag tag-late"}>
          {word}
        </span>
      ))}
    </>
  );
}

const quiet = (text: string): ReactElement => (
  <span className={text === "" ? "quiet" : ""}>{text || "—"}</span>
);

export function useParcelColumns(definition: RegisterAnswer): readonly Column<ParcelRow>[] {
  const w = useWords(parcelWords);
  const { language } = useFrame();
  return useMemo((): readonly Column<ParcelRow>[] => {
    const coded = (field: string) => {
      const labels = new Map(codesOf(definition, field, language).map((c) => [c.code, c.label]));
      return (row: ParcelRow): string => {
        const code = row.record.values[field];
        return code === undefined ? "" : (labels.get(code) ?? code);
      };
    };
    const plain = (
      id: string,
      head: string,
      text: (row: ParcelRow) => string,
      wide = true,
    ): Column<ParcelRow> => ({
      id,
      head,
      wide,
      cell: (row) => quiet(text(row)),
      text,
      sortBy: (row) => text(row) || null,
    });
    const value =
      (field: string) =>
      (row: ParcelRow): string =>
        row.record.values[field] ?? "";
    const area = (row: ParcelRow) => parseDecimal(row.record.values["parcel_area"] ?? "");
    return [
      {
        id: "name",
        head: w.name,
        width: 150,
        cell: (row) => (
          <Link
            to="/parcels/$code"
            params={{ code: row.record.code }}
            className="strong"
            onClick={(e) => e.stopPropagation()}
          >
            {row.name}
          </Link>
        ),
        text: (row) => row.name,
        sortBy: (row) => row.name,
      },
      plain("park", w.park, coded("parcel_park")),
      {
        id: "area",
        head: w.area,
        unit: w.mu,
        right: true,
        cell: (row) => {
          const found = area(row);
          return found === null ? quiet("") : print(found);
        },
        text: value("parcel_area"),
        // only the order is taken from the float
        sortBy: (row) => (area(row) === null ? null : Number(row.record.values["parcel_area"])),
      },
      {
        id: "state",
        head: w.state,
        cell: (row) => <StateTags state={row.state} />,
        text: (row) => stateWords(row.state, w).join(" "),
        sortBy: (row) => stateWords(row.state, w).join(" "),
      },
      {
        id: "project",
        head: w.project,
        wide: true,
        cell: (row) =>
          row.projects.length === 0
            ? quiet("")
            : row.projects.map((p) => (
                <span key={p.id}>
                  <Link to="/projects/$id" params={{ id: p.id }} onClick={(e) => e.stopPropagation()}>
                    {p.name}
                  </Link>{" "}
                  <span className="quiet">{p.stateLabel[language]}</span>
                </span>
              )),
        text: (row) => row.projects.map((p) => p.name).join(" "),
        sortBy: (row) => row.projects[0]?.name ?? null,
      },
      plain("one", w.oneYear, (row) => row.state.oneYear ?? ""),
      plain("two", w.twoYears, (row) => row.state.twoYears ?? ""),
      plain("approved", w.approved, value("land_approved_on")),
      plain("supplied", w.supplied, value("supplied_on")),
      plain("delivered", w.delivered, value("delivered_on")),
      plain("county", w.county, coded("parcel_county")),
    ];
  }, [definition, w, language]);
}
