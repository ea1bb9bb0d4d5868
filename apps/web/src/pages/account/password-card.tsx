/** The own password, and leaving every device. */
import type { Who } from "@lianzhang/contract";
import { Button } from "antd";
import type { ReactElement } from "react";
import { useState } from "react";
import { post } from "../../app/send.ts";
import { useLeave } from "../../frame/person-menu.tsx";
import { useWords } from "../../i18n/dictionary.ts";
import { doorWords } from "../../i18n/door.ts";
import { Problem } from "../../states/problem.tsx";
import { SecretLine } from "../sign-in/secret-line.tsx";

export function PasswordCard({ who }: { readonly who: Who }): ReactElement {
  const w = useWords(doorWords);
  const leave = useLeave();
  return (
    <section className="card">
      <h2>{w.changePassword}</h2>
      {who.demo ? <p className="quiet">{w.demoNoPassword}</p> : <PasswordForm method={who.method} />}
      <h2>{w.everywhere}</h2>
      <p className="quiet">{w.everywhereHint}</p>
      <Button onClick={() => void leave(true)}>{w.everywhere}</Button>
    </section>
  );
}

function PasswordForm({ method }: { readonly method: Who["method"] }): ReactElement {
  const w = useWords(doorWords);
  const [present, setPresent] = useState("");
  const [next, setNext] = useState("");
  const [again, setAgain] = useState("");
  const [state, setState] = useState<"ready" | "busy" | "changed">("ready");
  const [error, setError] = useState<unknown>(null);
  const send = async (): Promise<void> => {
    setState("busy");
    setError(null);
    try {
      await post("password", { present, next });
      setState("changed");
      for (const empty of [setPresent, setNext, setAgain]) empty("");
    } catch (problem) {
      setError(problem);
      setState("ready");
    }
  };
  return (
    <form
      className="door-form"
      onSubmit={(e) => {
        e.preventDefault();
        void send();
      }}
    >
      <p className="quiet">{method === "sign_on" ? w.signOnNoPassword : w.changeHint}</p>
      <SecretLine
        label={w.present}
        value={present}
        secret
        autoComplete="current-password"
        onChange={setPresent}
      />
      <SecretLine
        label={w.newPassword}
        hint={w.passwordHint}
        value={next}
        secret
        autoComplete="new-password"
        onChange={setNext}
      />
      <SecretLine
        label={w.again}
        wrong={again !== "" && again !== next ? w.differ : null}
        value={again}
        secret
        autoComplete="new-password"
        onChange={setAgain}
      />
      {error === null ? null : <Problem error={error} />}
      {state === "changed" ? (
        <p className="said good" role="status">
          {w.changed}
        </p>
      ) : null}
      <Button
        type="primary"
        htmlType="submit"
        loading={state === "busy"}
        disabled={present === "" || next === "" || again !== next}
      >
        {w.change}
      </Button>
    </form>
  );
}
