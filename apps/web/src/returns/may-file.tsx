/** Whether a form is taken now, from when it is, and the way to fill it in; on the firm's own page and under 报送. */
import type { ReturnForm } from "@lianzhang/contract";
import { Link } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { useFrame } from "../app/address.ts";
import { useWords } from "../i18n/dictionary.ts";
import { fillingWords } from "../i18n/filling.ts";

export function MayFile({ form }: { readonly form: ReturnForm }): ReactElement {
  const w = useWords(fillingWords);
  const { language } = useFrame();
  const { open, opens, say } = form.opens;
  const when = open ? w.open : opens === null ? w.notYet : w.opensOn(opens);
  return (
    <p className="may-file">
      <span className={open ? "up" : "tag-late"}>{when}</span>{" "}
      {open ? null : (
        <span className="quiet">
          {say === null ? "" : `${say[language]} `}
          {w.selfCheckOnly}
        </span>
      )}{" "}
      <Link to="/returns/fill/$form" params={{ form: form.id }} search={{ month: form.opens.period }}>
        {w.fill}
      </Link>
    </p>
  );
}
