/** What filing is good for: by the uses a firm may tick; a survey serves analysis alone. */
import type { ReturnForm } from "@lianzhang/contract";
import type { ReactElement } from "react";
import { useWords } from "../../i18n/dictionary.ts";
import { fillingWords } from "../../i18n/filling.ts";
import { PURPOSES } from "../../returns/purposes.ts";

export function Worth({ form }: { readonly form: ReturnForm }): ReactElement | null {
  const w = useWords(fillingWords);
  const survey = form.input === "survey";
  const purposes = survey ? ["analysis"] : (form.consent?.purposes ?? []);
  const known = PURPOSES.filter((p) => purposes.includes(p));
  if (known.length === 0) return null;
  return (
    <>
      <h3>{w.worthTitle}</h3>
      <ul className="worth">
        {known.map((p) => (
          <li key={p}>{w[`worth_${p}`]}</li>
        ))}
        {survey ? <li className="quiet">{w.worthSurveyOnly}</li> : null}
      </ul>
    </>
  );
}
