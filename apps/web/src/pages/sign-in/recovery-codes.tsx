/** Recovery codes, shown once, to be written down or printed. */
import { useNavigate } from "@tanstack/react-router";
import { Button } from "antd";
import type { ReactElement } from "react";
import { useWords } from "../../i18n/dictionary.ts";
import { doorWords } from "../../i18n/door.ts";

export function RecoveryCodes({ codes }: { readonly codes: readonly string[] }): ReactElement {
  const w = useWords(doorWords);
  const navigate = useNavigate();
  const toSignIn = (): void => {
    void navigate({ to: "/sign-in", hash: "" });
  };
  if (codes.length === 0)
    return (
      <div className="set-up">
        <h1 className="finding">{w.resetDone}</h1>
        <p className="sub" />
        <Button type="primary" onClick={toSignIn}>
          {w.toSignIn}
        </Button>
      </div>
    );
  return (
    <div className="set-up">
      <h1 className="finding">{w.codesFinding}</h1>
      <p className="sub">{w.codesSub}</p>
      <ol className="card recovery-codes">
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ol>
      <p className="buttons">
        <Button onClick={() => print()}>{w.codesPrint}</Button>
        <Button type="primary" onClick={toSignIn}>
          {w.codesKept}
        </Button>
      </p>
    </div>
  );
}
