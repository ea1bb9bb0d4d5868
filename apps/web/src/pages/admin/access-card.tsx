/** How one person comes in: one-time links, and locking. */
import type { MadeLink, PersonAnswer } from "@lianzhang/contract";
import { Button } from "antd";
import type { ReactElement } from "react";
import { useState } from "react";
import { useFrame } from "../../app/address.ts";
import { adminWords } from "../../i18n/administration.ts";
import { useWords } from "../../i18n/dictionary.ts";
import { momentText } from "../../lib/moment.ts";
import { Problem } from "../../states/problem.tsx";
import { Confirm } from "./confirm.tsx";
import { useDoing } from "../../app/use-doing.ts";

export function AccessCard({ person }: { readonly person: PersonAnswer }): ReactElement {
  const w = useWords(adminWords);
  const [link, setLink] = useState<MadeLink | null>(null);
  const { busy, error, run } = useDoing();
  const make = (kind: "enrol" | "password") => run<MadeLink>("links", { person: person.id, kind }, setLink);
  return (
    <section className="card">
      <h2>{w.access}</h2>
      {error === null ? null : <Problem error={error} />}
      {person.signInName === null ? (
        <p className="quiet">{w.noSignIn}</p>
      ) : (
        <>
          <p className="quiet">{w.linkHint}</p>
          <p className="buttons">
            <Button disabled={busy} onClick={() => make("enrol")}>
              {w.enrolLink}
            </Button>
            {person.status === "active" ? (
              <Button disabled={busy} onClick={() => make("password")}>
                {w.passwordLink}
              </Button>
            ) : null}
          </p>
          {link === null ? null : <Made link={link} />}
        </>
      )}
      <p className="quiet spaced">{w.lockHint}</p>
      <p className="buttons">
        {person.status === "locked" ? null : (
          <Confirm
            label={w.lock}
            title={w.lockTitle(person.name)}
            text={w.lockText}
            onYes={() => run("people/lock", { id: person.id })}
          />
        )}
        <Button disabled={busy} onClick={() => run("people/unlock", { id: person.id })}>
          {w.unlock}
        </Button>
      </p>
    </section>
  );
}

function Made({ link }: { readonly link: MadeLink }): ReactElement {
  const w = useWords(adminWords);
  const { language } = useFrame();
  const [copied, setCopied] = useState(false);
  return (
    <div role="status">
      <p>{w.linkMade(momentText(link.expiresAt, language))}</p>
      <code className="one-time-link">{link.url}</code>
      <p className="buttons">
        <Button
          size="small"
          onClick={() => void navigator.clipboard.writeText(link.url).then(() => setCopied(true))}
        >
          {copied ? w.copied : w.copy}
        </Button>
      </p>
    </div>
  );
}
