/** Name, password and code in one step: whatever was wrong, the answer is the same. */
import type { SignInAnswerBody } from "@lianzhang/contract";
import { Button } from "antd";
import type { ReactElement } from "react";
import { useState } from "react";
import { useFrame } from "../../app/address.ts";
import { post } from "../../app/send.ts";
import { useWords } from "../../i18n/dictionary.ts";
import { doorWords } from "../../i18n/door.ts";
import { momentText } from "../../lib/moment.ts";
import { Problem } from "../../states/problem.tsx";
import { SecretLine } from "./secret-line.tsx";

type Answer = SignInAnswerBody | { readonly kind: "failed"; readonly error: unknown } | null;

export function SignInForm({ onIn }: { readonly onIn: () => void }): ReactElement {
  const w = useWords(doorWords);
  const { language } = useFrame();
  const [name, setName] = useState("");
  const [password, setPassword] = useState("");
  const [code, setCode] = useState("");
  const [busy, setBusy] = useState(false);
  const [answer, setAnswer] = useState<Answer>(null);
  const send = async (): Promise<void> => {
    setBusy(true);
    setAnswer(null);
    try {
      const said = await post<SignInAnswerBody>("sign-in", { name, password, code });
      if (said.kind === "signed_in") return onIn();
      setAnswer(said);
      setCode("");
    } catch (error) {
      setAnswer({ kind: "failed", error });
    } finally {
      setBusy(false);
    }
    return undefined;
  };
  return (
    <form
      className="door-form"
      onSubmit={(e) => {
        e.preventDefault();
        void send();
      }}
    >
      <SecretLine label={w.name} value={name} autoComplete="username" onChange={setName} />
      <SecretLine
        label={w.password}
        value={password}
        secret
        autoComplete="current-password"
        onChange={setPassword}
      />
      <SecretLine
        label={w.code}
        hint={w.codeHint}
        value={code}
        autoComplete="one-time-code"
        onChange={setCode}
      />
      {answer?.kind === "failed" ? <Problem error={answer.error} /> : null}
      {answer?.kind === "refused" || answer?.kind === "wait" ? (
        <p className="said bad" role="alert">
          {answer.kind === "refused" ? w.refused : w.wait(momentText(answer.until, language))}
        </p>
      ) : null}
      <Button
        type="primary"
        htmlType="submit"
        block
        loading={busy}
        disabled={name.trim() === "" || password === ""}
      >
        {w.signIn}
      </Button>
    </form>
  );
}
