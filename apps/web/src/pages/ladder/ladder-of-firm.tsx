/** A link from a firm's page to where it stands on the ladder; visitors see none. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { sessionQuestion } from "../../app/client.ts";
import { useDoor } from "../../app/use-door.ts";
import { useWords } from "../../i18n/dictionary.ts";
import { ladderWords } from "../../i18n/ladder.ts";

export function LadderOfFirm({ code }: { readonly code: string }): ReactElement | null {
  const w = useWords(ladderWords);
  const ladder = useQuery(sessionQuestion()).data?.pages.ladder === true;
  if (useDoor().data?.guest !== false || !ladder) return null;
  return (
    <p className="sub">
      <Link to="/ladder/$code" params={{ code }}>
        {w.ofFirm}
      </Link>
    </p>
  );
}
