/** 催报: who is missing in one cell of the matrix; the address says which. */
import type { ReturnForm, ReturnMissingAnswer } from "@lianzhang/contract";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Button, Modal } from "antd";
import type { ReactElement } from "react";
import { useState } from "react";
import { useChangeSearch, useFrame } from "../../app/address.ts";
import { useWords } from "../../i18n/dictionary.ts";
import { returnWords } from "../../i18n/returns.ts";
import { tabText } from "../../lib/download.ts";
import { periodText } from "../../lib/period.ts";
import { coverageQuestion, missingQuestion } from "../../returns/questions.ts";
import { Loaded } from "../../states/loaded.tsx";
import { Bone } from "../../states/skeleton.tsx";

interface MissingProps {
  readonly form: ReturnForm;
  readonly by: "county" | "park" | "chain";
}

type Missing = ReturnMissingAnswer["rows"][number];

/** Those with a return under way first: a look may be all they need. */
const inOrder = (rows: readonly Missing[]): readonly Missing[] => [
  ...rows.filter((r) => r.underWay !== null),
  ...rows.filter((r) => r.underWay === null),
];

export function MissingDialog({ form, by }: MissingProps): ReactElement | null {
  const w = useWords(returnWords);
  const { language, search } = useFrame();
  const change = useChangeSearch();
  const { month, list } = search;
  const [copied, setCopied] = useState(false);
  const shown = month !== undefined && list !== undefined;
  const query = useQuery({
    ...missingQuestion({
      form: form.id,
      period: month ?? "",
      by,
      ...(list === undefined || list === "all" ? {} : { code: list }),
    }),
    enabled: shown,
  });
  const months = useQuery({ ...coverageQuestion({ form: form.id, by }), enabled: shown });
  if (!shown) return null;
  const group = months.data?.months.flatMap((m) => m.groups).find((g) => (g.code ?? "all") === list)?.label;
  const close = (): void => {
    setCopied(false);
    change({ list: null, month: null });
  };
  return (
    <Modal
      open
      width={640}
      title={w.missingTitle(periodText(month, language), group?.[language] ?? "")}
      onCancel={close}
      footer={<Button onClick={close}>{w.close}</Button>}
    >
      <Loaded query={query} skeleton={<Bone height={240} />}>
        {({ rows, total }) =>
          total === 0 ? (
            <p>{w.missingNone}</p>
          ) : (
            <>
              <div className="finding-row">
                <span>
                  <b>{w.firms(total)}</b> <span className="quiet">{w.missingHint}</span>
                </span>
                <Button
                  size="small"
                  onClick={() => {
                    void navigator.clipboard.writeText(tabText(rows.map((r) => [r.code, r.name])));
                    setCopied(true);
                  }}
                >
                  {copied ? w.copied : w.missingCopy}
                </Button>
              </div>
              <ul className="missing-list" tabIndex={0} aria-label={w.chase}>
                {inOrder(rows).map((r) => (
                  <li key={r.code}>
                    {r.name} <code className="quiet">{r.code}</code>{" "}
                    {r.underWay === null ? (
                      <span className="quiet">{w.missingNothing}</span>
                    ) : (
                      <Link to="/returns/$id" params={{ id: r.underWay.id }}>
                        {w[`state_${r.underWay.state}`]}
                      </Link>
                    )}
                  </li>
                ))}
              </ul>
            </>
          )
        }
      </Loaded>
    </Modal>
  );
}
