/** A link from a firm's page to its incentives; visitors see none. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { sessionQuestion } from "../../app/client.ts";
import { useDoor } from "../../app/use-door.ts";
import { useWords } from "../../i18n/dictionary.ts";
import { incentiveWords } from "../../i18n/incentives.ts";

export function IncentivesOfFirm({ code }: { readonly code: string }): ReactElement | null {
  const w = useWords(incentiveWords);
  const there = useQuery(sessionQuestion()).data?.incentives === true;
  const visitor = useDoor().data?.guest !== false;
  if (visitor || !there) return null;
  return (
    <p className="sub">
      <Link to="/incentives/$code" params={{ code }}>
        {w.own}
      </Link>
    </p>
  );
}
