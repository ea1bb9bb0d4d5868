/** Accepted returns as rows of the engine: read as they were when they were accepted. */
import type { Named } from "@lianzhang/intake";
import { parsePeriod } from "@lianzhang/kernel";
import type { SenderHead } from "@lianzhang/returns";
import type { AcceptedReturn, KeptFiles } from "@lianzhang/work";
import type { Context } from "../context.ts";
import type { ReadReturn } from "./follow.ts";
import { readKept, sheetsOfFile } from "./reading.ts";
import { subjectsOf } from "./subjects.ts";

const registerAt = async (context: Context, accepted: AcceptedReturn): Promise<readonly Named[]> => {
  const form = context.instance.cleared.forms.get(accepted.form);
  const period = parsePeriod(accepted.period);
  return form === undefined || period === null ? [] : subjectsOf(context, form, period.to);
};

/** Rows that nothing holds up, and the heads they stand under. Throws WorkError LZ7506, LZ7509. */
export const rowsOfAccepted =
  (context: Context) =>
  async (accepted: AcceptedReturn, files: KeptFiles): Promise<ReadReturn> => {
    const { read } = await readKept(
      context.instance.cleared,
      accepted,
      async (file) => sheetsOfFile(file, await files.read(file.hash)),
      { register: await registerAt(context, accepted) },
    );
    const heads = read.tables.flatMap(({ table, recognition }) =>
      recognition.heads.flatMap((m): SenderHead[] =>
        m.settled && m.role?.kind === "field" && m.head.row === null
          ? [
              {
                file: table.file,
                sheet: table.sheet,
                column: m.head.column,
                head: m.head.path.join(" "),
                unit: m.role.unit,
              },
            ]
          : [],
      ),
    );
    return { rows: read.ready, heads };
  };
