/** The whole sheet read by its heads: what was understood is accepted at once, what was not is left to a person. */
import type { ProposedCell, WorkbookAnswer } from "@lianzhang/contract";
import { useQuery } from "@tanstack/react-query";
import { Button, Select } from "antd";
import type { ReactElement } from "react";
import { useState } from "react";
import { useFrame } from "../../app/address.ts";
import { useWords } from "../../i18n/dictionary.ts";
import { workbookWords } from "../../i18n/workbooks.ts";
import { Problem } from "../../states/problem.tsx";
import type { Draft } from "./draft.ts";
import { cellIn } from "./draft.ts";
import { ProposedList } from "./proposed-list.tsx";
import { proposalsQuestion, workbookFiguresQuestion } from "./questions.ts";

export function ReadAll({
  data,
  draft,
  onPoint,
}: {
  readonly data: WorkbookAnswer;
  readonly draft: Draft;
  readonly onPoint: (cells: readonly ProposedCell[]) => void;
}): ReactElement {
  const w = useWords(workbookWords);
  const { language } = useFrame();
  const [by, setBy] = useState<string | undefined>(undefined);
  const [open, setOpen] = useState(data.cells.length === 0 && data.unplaced.length === 0);
  const { groupings = [] } = useQuery(workbookFiguresQuestion()).data ?? {};
  const found = useQuery({ ...proposalsQuestion(data.book.id, data.book.version, by), enabled: open });
  if (!open)
    return (
      <p className="book-read">
        <button type="button" className="link" onClick={() => setOpen(true)}>
          {w.readAll}
        </button>
      </p>
    );
  const free = (c: ProposedCell): boolean => cellIn(draft, c) === null;
  const sure = (found.data?.sure ?? []).filter(free);
  const unsure = (found.data?.unsure ?? []).filter(free);
  const nothing = found.data !== undefined && sure.length + unsure.length === 0;
  return (
    <section className="card spaced" aria-busy={found.isFetching}>
      <div className="card-head flush">
        <h2>{w.readAll}</h2>
        <button type="button" className="link" onClick={() => setOpen(false)}>
          {w.hide}
        </button>
      </div>
      <div className="book-read-line">
        <Select
          aria-label={w.readBy}
          value={by ?? ""}
          popupMatchSelectWidth={false}
          options={[
            { value: "", label: `${w.readBy}:${w.readAny}` },
            ...groupings.map((g) => ({ value: g.id, label: `${w.readBy}:${g.label[language]}` })),
          ]}
          onChange={(value) => setBy(value === "" ? undefined : value)}
        />
        <span>
          {found.data === undefined
            ? ""
            : nothing
              ? w.readNothing
              : `${w.readSure(sure.length)} · ${w.readUnsure(unsure.length)}`}
        </span>
        <Button type="primary" disabled={sure.length === 0} onClick={() => onPoint(sure)}>
          {w.acceptAll(sure.length)}
        </Button>
      </div>
      {found.isError ? <Problem error={found.error} /> : null}
      {unsure.length === 0 ? null : (
        <details>
          <summary>{w.readUnsure(unsure.length)}</summary>
          <ProposedList cells={unsure} onAccept={(cell) => onPoint([cell])} />
        </details>
      )}
    </section>
  );
}
