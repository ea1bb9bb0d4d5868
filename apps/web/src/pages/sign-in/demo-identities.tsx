/** Demo identities by group: one click and one is in. */
import type { DemoIdentity } from "@lianzhang/contract";
import { Button } from "antd";
import type { ReactElement } from "react";
import { useState } from "react";
import { useFrame } from "../../app/address.ts";
import { post } from "../../app/send.ts";
import { useWords } from "../../i18n/dictionary.ts";
import { doorWords } from "../../i18n/door.ts";
import { Problem } from "../../states/problem.tsx";

interface DemoProps {
  readonly demo: readonly DemoIdentity[];
  readonly onIn: () => void;
  /** Looks around without signing in; null where that is not offered. */
  readonly onLook: (() => void) | null;
}

export function DemoIdentities({ demo, onIn, onLook }: DemoProps): ReactElement {
  const w = useWords(doorWords);
  const { language } = useFrame();
  const [error, setError] = useState<unknown>(null);
  const groups = [...new Map(demo.map((d) => [d.group.zh, d.group])).values()];
  const enter = async (person: string): Promise<void> => {
    setError(null);
    try {
      await post("demo-sign-in", { person });
      onIn();
    } catch (problem) {
      setError(problem);
    }
  };
  return (
    <section className="card demo-identities" aria-labelledby="demo-title">
      <h2 id="demo-title">
        {w.demoTitle} <small>{w.demoHint}</small>
      </h2>
      {error === null ? null : <Problem error={error} />}
      {onLook === null ? null : (
        <Button className="look-around" onClick={onLook}>
          {w.lookAround}
        </Button>
      )}
      {groups.map((group) => (
        <div key={group.zh}>
          <h3>{group[language]}</h3>
          <ul>
            {demo
              .filter((d) => d.group.zh === group.zh)
              .map((d) => (
                <li key={d.id}>
                  <button type="button" className="identity" onClick={() => void enter(d.id)}>
                    <b>{d.name.replace(/^演示·/u, "")}</b>
                    {language === "en" ? <small>{d.post.en}</small> : null}
                    <span className="mark">{language === "en" ? "demo" : "演示"}</span>
                  </button>
                </li>
              ))}
          </ul>
        </div>
      ))}
    </section>
  );
}
