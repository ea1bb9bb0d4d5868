/** The meeting's page: table, firms to call, what is held up, what was decided. It prints on A4 landscape. */
import type { MeetingAnswer, OperationAnswer, RegisterField } from "@lianzhang/contract";
import type { ReactElement } from "react";
import { useWords } from "../../i18n/dictionary.ts";
import { operationWords } from "../../i18n/operation.ts";
import { WorkList } from "../chain-board/work-list.tsx";
import { CallsCard } from "./calls-card.tsx";
import { ItemsCards } from "./items-card.tsx";
import { TableCard } from "./table-card.tsx";

interface MeetingProps {
  readonly data: MeetingAnswer;
  readonly head: OperationAnswer;
  /** Fields of an item, for whoever may write one. */
  readonly fields: readonly RegisterField[];
}

export function MeetingView({ data, head, fields }: MeetingProps): ReactElement {
  const w = useWords(operationWords);
  return (
    <div className="stack">
      <TableCard data={head} />
      <CallsCard data={data} may={head.may.call} />
      <div className="board-grid">
        <WorkList title={w.projects} work={data.projects} />
        <WorkList title={w.requests} work={data.requests} />
      </div>
      <ItemsCards data={data} head={head} fields={fields} />
    </div>
  );
}
