/** A column a field, for tables of records. */
import type { RecordAnswer, RecordRow, RegisterAnswer } from "@lianzhang/contract";
import { Link } from "@tanstack/react-router";
import { useMemo } from "react";
import { useFrame } from "../app/address.ts";
import { useWords } from "../i18n/dictionary.ts";
import { registerWords } from "../i18n/registers.ts";
import type { Column } from "../table/data-table.tsx";
import { fieldUnit, valueText } from "./value-text.ts";

const sorts = { sortBy: () => null };

export function useRecordColumns(
  definition: RegisterAnswer,
  names: RecordAnswer["names"],
): readonly Column<RecordRow>[] {
  const w = useWords(registerWords);
  const { language } = useFrame();
  return useMemo((): readonly Column<RecordRow>[] => {
    const named = definition.fields.find((f) => f.id === definition.name);
    const rest = definition.fields.filter((f) => f !== named);
    const open = (row: RecordRow, text: string) => (
      <Link
        to="/registers/$register/$record"
        params={{ register: definition.id, record: row.id }}
        className="strong"
        onClick={(e) => e.stopPropagation()}
      >
        {text}
      </Link>
    );
    const code: Column<RecordRow> = {
      id: "code",
      head: definition.identity === "uscc" ? w.uscc : w.code,
      wide: named !== undefined,
      cell: (row) => (named === undefined ? open(row, row.code) : <code>{row.code}</code>),
      text: (row) => row.code,
      ...sorts,
    };
    const name: readonly Column<RecordRow>[] =
      named === undefined
        ? []
        : [
            {
              id: named.id,
              head: named.label[language],
              width: 180,
              cell: (row) => open(row, row.values[named.id] ?? row.code),
              text: (row) => row.values[named.id] ?? "",
              ...sorts,
            },
          ];
    return [
      ...name,
      code,
      ...rest.map((field, i): Column<RecordRow> => {
        const text = (row: RecordRow): string => valueText(field, row.values[field.id], names, language);
        return {
          id: field.id,
          head: field.label[language],
          unit: fieldUnit(field, language),
          right: field.type.kind === "number",
          wide: i > 1,
          cell: (row) => <span className={text(row) === "" ? "quiet" : ""}>{bare(text(row))}</span>,
          text: (row) => row.values[field.id] ?? "",
          ...sorts,
        };
      }),
    ];
  }, [definition, names, w, language]);
}

/** The unit stands in the head. */
const bare = (text: string): string => (text === "" ? "—" : (text.split("\u2009")[0] ?? text));
