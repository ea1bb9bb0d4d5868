/** Whether a form is taken now, by when it is due, what was begun of it, and the way on; on the firm's own page and under 报送. */
import type { SubmissionRow } from "@lianzhang/contract";
import { Link } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { useFrame } from "../app/address.ts";
import { useWords } from "../i18n/dictionary.ts";
import { fillingWords } from "../i18n/filling.ts";
import { returnWords } from "../i18n/returns.ts";
import type { Standing } from "./standing.ts";

export function MayFile({ standing }: { readonly standing: Standing }): ReactElement {
  const w = useWords(fillingWords);
  const { language } = useFrame();
  const { form, row, daysLeft } = standing;
  const { open, opens, say } = form.opens;
  const when = open ? w.open : opens === null ? w.notYet : w.opensOn(opens);
  return (
    <p className="may-file">
      {form.due !== null && daysLeft !== null ? (
        <b className={daysLeft < 0 ? "fault" : "tag-late"}>{w.dueIs(form.due, daysLeft)}</b>
      ) : row === null ? (
        <span className={open ? "up" : "tag-late"}>{when}</span>
      ) : null}{" "}
      {open || row !== null ? null : (
        <span className="quiet">
          {say === null ? "" : `${say[language]} `}
          {w.selfCheckOnly}
        </span>
      )}{" "}
      <Way standing={standing} />
    </p>
  );
}

/** To the sheet while nothing is there to look at, to the return where there is. */
function Way({ standing: { form, row } }: { readonly standing: Standing }): ReactElement {
  const w = useWords(fillingWords);
  if (row === null || (row.state === "draft" && row.files === 0))
    return (
      <Link
        className="way-on"
        to="/returns/fill/$form"
        params={{ form: form.id }}
        search={{ month: form.opens.period }}
      >
        {w.fill}
      </Link>
    );
  return <ReturnWay row={row} />;
}

/** How a return stands, and the way to it. */
export function ReturnWay({ row }: { readonly row: SubmissionRow }): ReactElement {
  const w = useWords(fillingWords);
  const r = useWords(returnWords);
  const mends = row.state === "draft" || row.state === "returned";
  return (
    <>
      <span className={`return-state is-${row.state}`}>{r[`state_${row.state}`]}</span>{" "}
      <Link className="way-on" to="/returns/$id" params={{ id: row.id }}>
        {mends ? w.goOn : w.look}
      </Link>
    </>
  );
}
