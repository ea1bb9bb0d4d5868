/** Both copies of what was filled: the one that is sent, and the one whose changes are marked. */
import type { FillingAnswer } from "@lianzhang/contract";
import type { ReactElement } from "react";
import { useState } from "react";
import { useWords } from "../../i18n/dictionary.ts";
import { workbookWords } from "../../i18n/workbooks.ts";
import { Problem } from "../../states/problem.tsx";
import { takeFile } from "./questions.ts";

export function FillingFiles({
  book,
  filling,
}: {
  readonly book: string;
  readonly filling: FillingAnswer;
}): ReactElement {
  const w = useWords(workbookWords);
  const [error, setError] = useState<unknown>(null);
  const take = (which: "clean" | "marked"): void => {
    setError(null);
    const name = which === "clean" ? filling.name : filling.name.replace(/(\.\w+)?$/u, "-核对$1");
    takeFile(`${book}/fillings/${filling.id}/file?which=${which}`, name).catch(setError);
  };
  return (
    <span className="book-files">
      <button type="button" className="link" onClick={() => take("clean")}>
        {w.takeClean}
      </button>
      <button type="button" className="link" title={w.markedNote} onClick={() => take("marked")}>
        {w.takeMarked}
      </button>
      {error === null ? null : <Problem error={error} />}
    </span>
  );
}
