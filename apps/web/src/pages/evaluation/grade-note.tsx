/** The clause an evaluation stands on, the document of its rule, and what of it is our own reading. */
import type { Grading } from "@lianzhang/contract";
import { Link } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { useFrame } from "../../app/address.ts";
import { useWords } from "../../i18n/dictionary.ts";
import { evaluationWords } from "../../i18n/evaluation.ts";

export function GradeNote({ grading }: { readonly grading: Grading }): ReactElement {
  const w = useWords(evaluationWords);
  const { language } = useFrame();
  const { clause } = grading;
  return (
    <p className="quiet grade-note">
      {clause === null ? null : (
        <>
          {w.clause}{" "}
          <Link to="/decision" hash={`clause-${clause.id}`}>
            {clause.id} {clause.heading}
          </Link>
          {w.semicolon}
        </>
      )}
      {grading.source === null ? null : `${w.source}: ${grading.source}${w.semicolon}`}
      {grading.note?.[language]}
    </p>
  );
}
