/** Above a page of one firm: whoever looks at all goes back to the list, the firm itself to its home. */
import { Link } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { useDoor } from "../app/use-door.ts";

interface CrumbProps {
  readonly list: "/evaluation" | "/incentives" | "/ladder";
  readonly title: string;
  readonly toFirm: string;
  readonly firm: { readonly code: string; readonly name: string };
}

export function FirmCrumb({ list, title, toFirm, firm }: CrumbProps): ReactElement {
  const all = useDoor().data?.may.figures === true;
  return (
    <p className="crumb">
      {all ? <Link to={list}>{title}</Link> : <Link to="/home">{toFirm}</Link>} / {firm.name}
      {all ? (
        <>
          {" · "}
          <Link to="/enterprises/$code" params={{ code: firm.code }}>
            {toFirm}
          </Link>
        </>
      ) : null}
    </p>
  );
}
