/** What filing is good for, by the uses the form has. */
import type { ReactElement } from "react";
import { useWords } from "../../i18n/dictionary.ts";
import { fillingWords } from "../../i18n/filling.ts";
import { PURPOSES } from "../../returns/purposes.ts";

export function Worth({ purposes }: { readonly purposes: readonly string[] }): ReactElement | null {
  const w = useWords(fillingWords);
  const known = PURPOSES.filter((p) => purposes.includes(p));
  if (known.length === 0) return null;
  return (
    <>
      <h3>{w.worthTitle}</h3>
      <ul className="worth">
        {known.map((p) => (
          <li key={p}>{w[`worth_${p}`]}</li>
        ))}
      </ul>
    </>
  );
}
