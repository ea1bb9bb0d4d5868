/** Cells of an earlier blank that have no sure place in the new one: a person says where they stand now. */
import type { CellPlace, UnplacedCell, WorkbookAnswer, WorkbookSaved } from "@lianzhang/contract";
import { cellName } from "@lianzhang/intake";
import type { Language } from "@lianzhang/kernel";
import { Button } from "antd";
import type { ReactElement } from "react";
import { useFrame } from "../../app/address.ts";
import { useDoing } from "../../app/use-doing.ts";
import { useWords } from "../../i18n/dictionary.ts";
import { workbookWords } from "../../i18n/workbooks.ts";
import { Problem } from "../../states/problem.tsx";
import type { Draft } from "./draft.ts";
import { giveUp, place } from "./draft.ts";

interface WaitingProps {
  readonly data: WorkbookAnswer;
  readonly draft: Draft;
  readonly at: CellPlace;
  readonly onDraft: (draft: Draft) => void;
}

/** Cells that wait for one reason stand together: of a whole sheet it is said once. */
function byReason(
  unplaced: readonly UnplacedCell[],
  language: Language,
): ReadonlyMap<string, readonly UnplacedCell[]> {
  const groups = new Map<string, UnplacedCell[]>();
  for (const cell of unplaced)
    groups.set(cell.why[language], [...(groups.get(cell.why[language]) ?? []), cell]);
  return groups;
}

export function WaitingCard({ data, draft, at, onDraft }: WaitingProps): ReactElement | null {
  const w = useWords(workbookWords);
  const { language } = useFrame();
  const { unplaced } = draft;
  if (unplaced.length === 0) return null;
  return (
    <section className="card spaced book-waiting">
      <h2>{w.waiting(unplaced.length)}</h2>
      <p className="quiet">{w.waitingNote}</p>
      {data.book.mayFill && !draft.changed ? <SameSheets data={data} unplaced={unplaced} /> : null}
      <div className="book-waits" tabIndex={0} role="region" aria-label={w.waiting(unplaced.length)}>
        {[...byReason(unplaced, language)].map(([why, cells]) => (
          <div key={why}>
            <p className="book-why">{why}</p>
            <ul className="book-proposed">
              {cells.map((waiting) => (
                <Waiting key={waiting.id} {...{ data, draft, at, onDraft, waiting }} />
              ))}
            </ul>
          </div>
        ))}
      </div>
    </section>
  );
}

function Waiting({
  data,
  draft,
  at,
  onDraft,
  waiting,
}: WaitingProps & { readonly waiting: UnplacedCell }): ReactElement {
  const w = useWords(workbookWords);
  const { language } = useFrame();
  const { was } = waiting;
  return (
    <li>
      <span className="grow">
        {waiting.name[language]}{" "}
        <span className="quiet">{w.wasAt(`${was.sheet} ${cellName(was.row, was.column)}`)}</span>
      </span>
      {data.book.mayFill ? (
        <>
          <button type="button" className="link" onClick={() => onDraft(place(draft, waiting, at))}>
            {w.putHere} {cellName(at.row, at.column)}
          </button>
          <button type="button" className="link" onClick={() => onDraft(giveUp(draft, waiting.id))}>
            {w.giveUp}
          </button>
        </>
      ) : null}
    </li>
  );
}

/** Sheets whose title differs, which may be said to be the same. */
function SameSheets({
  data,
  unplaced,
}: {
  readonly data: WorkbookAnswer;
  readonly unplaced: readonly UnplacedCell[];
}): ReactElement | null {
  const w = useWords(workbookWords);
  const doing = useDoing();
  const { id, version } = data.book;
  const sheets = new Map(
    unplaced.flatMap((u) => (u.sheet === null ? [] : [[u.was.sheet, u.sheet] as const])),
  );
  if (sheets.size === 0) return null;
  return (
    <div className="book-read-line">
      {[...sheets].map(([was, now]) => (
        <Button
          key={was}
          loading={doing.busy}
          onClick={() => doing.run<WorkbookSaved>(`workbooks/${id}/same`, { version, was, now })}
        >
          {w.sameSheet(now)}
        </Button>
      ))}
      {doing.error === null ? null : <Problem error={doing.error} />}
    </div>
  );
}
