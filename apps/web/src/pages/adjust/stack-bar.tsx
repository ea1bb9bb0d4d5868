/** The scenarios, one laid over the other: which one is worked on, its name, another one, printing and export. */
import type { AdjustAnswer } from "@lianzhang/contract";
import { Button, Input } from "antd";
import type { ReactElement } from "react";
import { useChangeSearch } from "../../app/address.ts";
import { useWords } from "../../i18n/dictionary.ts";
import { adjustWords } from "../../i18n/adjust.ts";
import { download } from "../../lib/download.ts";
import { useStack } from "./use-stack.ts";
import { MOST_SCENARIOS, printStack } from "./stack.ts";

export function StackBar({ data }: { readonly data: AdjustAnswer }): ReactElement {
  const w = useWords(adjustWords);
  const change = useChangeSearch();
  const { all, at } = useStack();
  const set = (next: typeof all, view: number | null): void =>
    change({ stack: printStack(next), view: view === null ? null : String(view) });
  return (
    <section className="card adjust-bar no-print" aria-label={w.scenarios}>
      <span className="quiet">{`${w.scenarios}${w.colon}${w.decided}`}</span>
      {all.map((s, i) => (
        // scenarios have no identity of their own: the place is what they are
        <span key={`${i}-${s.name}`} className={i === at ? "adjust-scenario on" : "adjust-scenario"}>
          <button
            type="button"
            className="link"
            aria-pressed={i === at}
            aria-label={s.name}
            onClick={() => set(all, i)}
          >
            {`+ ${i === at ? "" : s.name}`}
          </button>
          {i === at ? (
            <Input
              size="small"
              aria-label={w.name}
              defaultValue={s.name}
              maxLength={30}
              onBlur={(e) => {
                const name = e.target.value.trim();
                if (name !== "" && name !== s.name)
                  set(
                    all.map((o, n) => (n === i ? { ...o, name } : o)),
                    i,
                  );
              }}
              onPressEnter={(e) => e.currentTarget.blur()}
            />
          ) : null}
          <button
            type="button"
            className="link"
            aria-label={`${w.remove} ${s.name}`}
            onClick={() =>
              set(
                all.filter((_, n) => n !== i),
                null,
              )
            }
          >
            ✕
          </button>
        </span>
      ))}
      <Button
        size="small"
        disabled={all.length >= MOST_SCENARIOS}
        title={all.length >= MOST_SCENARIOS ? w.most : undefined}
        onClick={() => set([...all, { name: w.unnamed(all.length), changes: [] }], null)}
      >
        {w.add}
      </Button>
      <span className="space" />
      {data.text === "" ? null : (
        <Button
          size="small"
          title={w.yamlHow}
          onClick={() =>
            download(
              `${data.grading.id}-${data.asOf.period}.yaml`,
              new Blob([header(data, all) + data.text], { type: "application/yaml;charset=utf-8" }),
            )
          }
        >
          {w.yaml}
        </Button>
      )}
      <Button size="small" onClick={() => window.print()}>
        {w.print}
      </Button>
    </section>
  );
}

/** What the file says of itself: whose rule, which scenarios, over what data. */
const header = (data: AdjustAnswer, all: ReturnType<typeof useStack>["all"]): string =>
  [
    `# ${data.grading.label.zh}:拟改,待口径维护人核定`,
    `# 情景:${all.map((s) => s.name).join(" + ")}`,
    `# 数据截至 ${data.asOf.period};核算批次 ${data.asOf.run};换档 ${data.moved.rows.length} 户`,
    "",
  ].join("\n");
