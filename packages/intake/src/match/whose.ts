/** Whether a table says whom its rows are about. */
import type { Finding } from "../finding.ts";
import type { FormDescription } from "../form.ts";
import type { FoundTable } from "../tables/table.ts";
import { say } from "../values/said.ts";
import { placed } from "./places.ts";
import type { HeadMatch } from "./recognition.ts";

/** A table that names nobody is its sender's own, which is said; from a sender who files for many it is nobody's. */
export function whoseRows(
  table: FoundTable,
  form: FormDescription,
  heads: readonly HeadMatch[],
  sender: string | null,
): Finding[] {
  const { context } = table;
  const named = heads.some((m) => m.role?.kind === "code" || m.role?.kind === "name");
  if (named || context.code !== null || context.sender !== null) return [];
  const none = say(
    `没有一列说明是哪个${form.subject.label.zh}`,
    `no column says which of the ${form.subject.label.en} a row is about`,
  );
  const at = { row: table.head.to, column: null };
  return [
    placed(
      table,
      at,
      sender === null
        ? {
            strength: "must",
            code: "LZ8118",
            message: none,
            hint: say("补上代码列或名称列", "add a column of codes or names"),
          }
        : {
            strength: "note",
            code: "LZ8118",
            message: say(
              `${none.zh},按报送方 ${sender} 自己的数读入`,
              `${none.en}; read as of the sender, ${sender}`,
            ),
            hint: say("不是本单位的数,请补上代码列", "add a column of codes where they are somebody else's"),
          },
    ),
  ];
}
