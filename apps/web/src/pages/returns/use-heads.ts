/** What the columns of a sheet are read as, for the heads of the mending grid and for what is kept of a correction. */
import type { ReturnAnswer, ReturnHead, ReturnReportAnswer } from "@lianzhang/contract";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useFrame } from "../../app/address.ts";
import { useWords } from "../../i18n/dictionary.ts";
import { returnWords } from "../../i18n/returns.ts";
import { formsQuestion } from "../../returns/questions.ts";

interface Heads {
  readonly headOf: (column: number) => string | null;
  /** Id of the field a cell is read as. */
  readonly fieldAt: (row: number, column: number) => string | null;
}

export function useHeads(
  data: ReturnAnswer,
  report: ReturnReportAnswer,
  of: { readonly file: string; readonly sheet: string | null },
): Heads {
  const w = useWords(returnWords);
  const { language } = useFrame();
  const forms = useQuery(formsQuestion());
  const fields = forms.data?.forms.find((f) => f.id === data.return.form)?.fields;
  return useMemo(() => {
    const tables = report.tables.filter((t) => t.file === of.file && t.sheet === of.sheet);
    const word = (head: ReturnHead): string | null => {
      const { role } = head;
      if (role === null || !head.settled || role.kind === "other") return null;
      if (role.kind !== "field") return w[`role_${role.kind}`];
      return fields?.find((f) => f.id === role.field)?.label[language] ?? role.field;
    };
    return {
      headOf: (column) => {
        const own = tables.flatMap((t) => t.heads.filter((h) => h.column === column && h.row === null));
        return own.map(word).find((t) => t !== null) ?? null;
      },
      fieldAt: (row, column) => {
        const own = tables
          .filter((t) => row >= t.from && row <= t.to)
          .flatMap((t) => t.heads.filter((h) => h.column === column && (h.row === null || h.row === row)));
        const found = own.flatMap(({ role }) => (role?.kind === "field" ? [role.field] : []));
        return found[0] ?? null;
      },
    };
  }, [report, of.file, of.sheet, fields, language, w]);
}
