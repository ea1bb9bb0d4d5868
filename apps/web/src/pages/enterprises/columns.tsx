/** Columns of firm tables: who and where, then a figure each. */
import type { EnterpriseRow, Enterprises } from "@lianzhang/contract";
import { Link } from "@tanstack/react-router";
import { useMemo } from "react";
import { useFrame } from "../../app/address.ts";
import { Figure } from "../../figure/figure.tsx";
import { useWords } from "../../i18n/dictionary.ts";
import { enterpriseWords } from "../../i18n/enterprises.ts";
import { plain } from "../../lib/display.ts";
import { moneyShift, unitText } from "../../lib/unit.ts";
import type { Column } from "../../table/data-table.tsx";
import { nameColumn, placeColumn } from "../../table/firm-columns.tsx";

/** `sortable`: the server sorts by every column; otherwise none sorts. */
export function useEnterpriseColumns(
  figures: Enterprises["columns"],
  sortable: boolean,
): readonly Column<EnterpriseRow>[] {
  const w = useWords(enterpriseWords);
  const { language, money } = useFrame();
  return useMemo((): readonly Column<EnterpriseRow>[] => {
    const sort = sortable ? { sortBy: () => null } : {};
    const place = (id: "county" | "park" | "chain" | "industry"): Column<EnterpriseRow> => ({
      ...placeColumn<typeof id, EnterpriseRow>(id, w[id], language),
      ...sort,
    });
    return [
      {
        ...nameColumn<EnterpriseRow>(w.name, 180, (row, props) => (
          <Link to="/enterprises/$code" params={{ code: row.code }} {...props} />
        )),
        ...sort,
      },
      place("county"),
      place("park"),
      place("chain"),
      place("industry"),
      ...figures.map((column, i): Column<EnterpriseRow> => ({
        id: column.id,
        head: column.label[language],
        unit: unitText(moneyShift(column.unit, money)?.unit ?? column.unit, language),
        right: true,
        wide: i > 1,
        cell: (row) => {
          const figure = row.figures[i];
          return figure === undefined ? (
            "—"
          ) : (
            <Figure data={figure} bare unmarked signed={column.id.includes("growth")} />
          );
        },
        text: (row) => {
          const figure = row.figures[i];
          return figure === undefined ? "" : plain(figure.value, money);
        },
        ...sort,
      })),
    ];
  }, [w, language, money, figures, sortable]);
}
