/** The picture for the authenticator app, a password of one's own, and the code that proves the app. */
import type { FinishLinkAnswer, LinkAnswer } from "@lianzhang/contract";
import { Button } from "antd";
import type { ReactElement } from "react";
import { useState } from "react";
import { post } from "../../app/send.ts";
import { useWords } from "../../i18n/dictionary.ts";
import { doorWords } from "../../i18n/door.ts";
import { Problem } from "../../states/problem.tsx";
import { SecretLine } from "./secret-line.tsx";

interface SetUpFormProps {
  readonly link: LinkAnswer;
  readonly token: string;
  readonly onDone: (answer: FinishLinkAnswer) => void;
}

export function SetUpForm({ link, token, onDone }: SetUpFormProps): ReactElement {
  const w = useWords(doorWords);
  const [password, setPassword] = useState("");
  const [again, setAgain] = useState("");
  const [code, setCode] = useState("");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const differ = again !== "" && again !== password;
  const send = async (): Promise<void> => {
    setBusy(true);
    setError(null);
    try {
      onDone(await post<FinishLinkAnswer>("link/finish", { token, password, code }));
    } catch (problem) {
      setError(problem);
      setBusy(false);
    }
  };
  return (
    <div className={link.qr === null ? "sign-in-one" : "set-up-columns"}>
      {link.qr === null ? null : <Scan qr={link.qr} uri={link.uri ?? ""} />}
      <form
        className="card door-form"
        onSubmit={(e) => {
          e.preventDefault();
          void send();
        }}
      >
        {link.qr === null ? null : <h2>{w.step2}</h2>}
        <input type="text" autoComplete="username" value={link.signInName} readOnly hidden />
        <SecretLine
          label={w.newPassword}
          hint={w.passwordHint}
          value={password}
          secret
          autoComplete="new-password"
          onChange={setPassword}
        />
        <SecretLine
          label={w.again}
          wrong={differ ? w.differ : null}
          value={again}
          secret
          autoComplete="new-password"
          onChange={setAgain}
        />
        <SecretLine
          label={link.kind === "enrol" ? w.code : w.resetCode}
          hint={w.codeHint}
          value={code}
          autoComplete="one-time-code"
          onChange={setCode}
        />
        {error === null ? null : <Problem error={error} />}
        <Button
          type="primary"
          htmlType="submit"
          block
          loading={busy}
          disabled={password === "" || again !== password || code.trim() === ""}
        >
          {w.finish}
        </Button>
      </form>
    </div>
  );
}

function Scan({ qr, uri }: { readonly qr: string; readonly uri: string }): ReactElement {
  const w = useWords(doorWords);
  const secret = new URLSearchParams(uri.split("?")[1] ?? "").get("secret") ?? "";
  return (
    <section className="card scan">
      <h2>{w.step1}</h2>
      <p className="quiet">{w.step1Hint}</p>
      <img src={`data:image/svg+xml;utf8,${encodeURIComponent(qr)}`} alt={w.qrAlt} width={216} height={216} />
      <p>
        {w.secret} <code className="secret">{secret.replace(/(.{4})(?=.)/gu, "$1 ")}</code>
      </p>
    </section>
  );
}
