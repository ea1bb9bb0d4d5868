/** Projects, requests or tasks of a chain: how many, and those to speak of. */
import type { ChainBoardAnswer } from "@lianzhang/contract";
import type { ReactElement } from "react";
import { useFrame } from "../../app/address.ts";
import { boardWords } from "../../i18n/board.ts";
import { useWords } from "../../i18n/dictionary.ts";

export function WorkList({
  title,
  work,
}: {
  readonly title: string;
  readonly work: ChainBoardAnswer["projects"];
}): ReactElement {
  const w = useWords(boardWords);
  const { language } = useFrame();
  return (
    <section className="card">
      <h2>
        {title} {work === null ? null : <small>{w.open(work.open, work.overdue)}</small>}
      </h2>
      {work === null ? (
        <p className="quiet">{w.notShown}</p>
      ) : work.rows.length === 0 ? (
        <p className="quiet">{w.none}</p>
      ) : (
        <ul className="movers">
          {work.rows.map((row) => (
            <li key={row.id}>
              <b>{row.name}</b>{" "}
              {[row.state, ...row.lists, ...(row.unit === null ? [] : [row.unit])]
                .map((l) => l[language])
                .join(" · ")}
              {row.overdueDays > 0
                ? ` · ${w.overdue(row.overdueDays)}`
                : row.due === null
                  ? ""
                  : ` · ${row.due}`}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
