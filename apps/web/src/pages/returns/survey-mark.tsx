/** 表号, 制定机关, 批准文号, 有效期 of a survey, top right as the law asks. */
import { useQuery } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { useWords } from "../../i18n/dictionary.ts";
import { fillingWords } from "../../i18n/filling.ts";
import { formsQuestion } from "../../returns/questions.ts";

export function SurveyMark({ form }: { readonly form: string }): ReactElement | null {
  const w = useWords(fillingWords);
  const forms = useQuery(formsQuestion());
  const mark = forms.data?.forms.find((f) => f.id === form)?.mark ?? null;
  if (mark === null) return null;
  return (
    <dl className="survey-mark">
      {[
        [w.markNumber, mark.number],
        [w.markAuthority, mark.authority],
        [w.markApproval, mark.approval],
        [w.markUntil, mark.validUntil],
      ].map(([term, text]) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd>
            {text}
            {mark.assumed && term === w.markApproval ? <span className="mark">{w.markAssumed}</span> : null}
          </dd>
        </div>
      ))}
    </dl>
  );
}
