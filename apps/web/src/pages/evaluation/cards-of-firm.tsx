/** Links from a firm's page to its scorecards; visitors see none. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { useFrame } from "../../app/address.ts";
import { sessionQuestion } from "../../app/client.ts";
import { useDoor } from "../../app/use-door.ts";
import { useWords } from "../../i18n/dictionary.ts";
import { evaluationWords } from "../../i18n/evaluation.ts";

export function CardsOfFirm({ code }: { readonly code: string }): ReactElement | null {
  const w = useWords(evaluationWords);
  const { language } = useFrame();
  const all = useQuery(sessionQuestion()).data?.evaluations ?? [];
  const visitor = useDoor().data?.guest !== false;
  if (visitor || all.length === 0) return null;
  return (
    <p className="sub">
      {w.ownCard}:{" "}
      {all.map((e, i) => (
        <span key={e.id}>
          {i === 0 ? "" : w.and}
          <Link to="/evaluation/$id/$code" params={{ id: e.id, code }}>
            {e.label[language]}
          </Link>
        </span>
      ))}
    </p>
  );
}
