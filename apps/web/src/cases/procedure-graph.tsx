/** A procedure drawn from its definition: elk places the steps, xyflow draws them; the same in words below. */
import type { ProcedureAnswer } from "@lianzhang/contract";
import type { Edge, Node, NodeProps } from "@xyflow/react";
import { Handle, MarkerType, Position, ReactFlow } from "@xyflow/react";
import "@xyflow/react/dist/base.css";
import ELK from "elkjs/lib/elk.bundled.js";
import type { ReactElement } from "react";
import { useEffect, useState } from "react";
import { useFrame } from "../app/address.ts";
import { caseWords } from "../i18n/cases.ts";
import { useWords } from "../i18n/dictionary.ts";
import { palettes } from "../theme/tokens.ts";

type Step = ProcedureAnswer["states"][number];
type StepNode = Node<{ readonly step: Step; readonly here: boolean }, "step">;
interface Place {
  readonly x: number;
  readonly y: number;
}

const SIZE = { width: 116, height: 44 } as const;
const elk = new ELK();

/** Left to right in layers; ways back are drawn but do not decide where a step stands. */
async function placed({ states, edges }: ProcedureAnswer): Promise<ReadonlyMap<string, Place>> {
  const steps = new Map(states.map((s) => [s.id, s.steps]));
  const forward = edges.filter((e) => (steps.get(e.from) ?? 0) < (steps.get(e.to) ?? 0));
  const graph = await elk.layout({
    id: "procedure",
    layoutOptions: {
      "elk.algorithm": "layered",
      "elk.direction": "RIGHT",
      "elk.spacing.nodeNode": "20",
      "elk.layered.spacing.nodeNodeBetweenLayers": "40",
    },
    children: states.map((s) => ({ id: s.id, ...SIZE })),
    edges: forward.map((e) => ({ id: `${e.from}-${e.to}`, sources: [e.from], targets: [e.to] })),
  });
  return new Map((graph.children ?? []).map((n) => [n.id, { x: n.x ?? 0, y: n.y ?? 0 }]));
}

function StepBox({ data }: NodeProps<StepNode>): ReactElement {
  const { language } = useFrame();
  const w = useWords(caseWords);
  const { step, here } = data;
  const end = step.kind.startsWith("final") ? " final" : "";
  return (
    <div className={`step-box${here ? " here" : ""}${end}`} style={SIZE}>
      <Handle type="target" position={Position.Left} isConnectable={false} />
      <b>{step.label[language]}</b>
      {here ? <span>{w.here}</span> : null}
      <Handle type="source" position={Position.Right} isConnectable={false} />
    </div>
  );
}

const nodeTypes = { step: StepBox };

export default function ProcedureGraph({
  definition,
  state,
}: {
  readonly definition: ProcedureAnswer;
  /** Where a case stands; null: no case is looked at. */
  readonly state: string | null;
}): ReactElement {
  const { theme, language } = useFrame();
  const w = useWords(caseWords);
  const p = palettes[theme];
  const [places, setPlaces] = useState<ReadonlyMap<string, Place> | null>(null);
  useEffect(() => {
    let gone = false;
    void placed(definition).then((found) => {
      if (!gone) setPlaces(found);
    });
    return () => {
      gone = true;
    };
  }, [definition]);
  const nodes = definition.states.map((step): StepNode => ({
    id: step.id,
    type: "step",
    position: places?.get(step.id) ?? { x: 0, y: 0 },
    data: { step, here: step.id === state },
  }));
  const edges = definition.edges.map((e): Edge => ({
    id: `${e.from}-${e.to}`,
    source: e.from,
    target: e.to,
    style: { stroke: e.returns ? p.late : p.ink3, strokeDasharray: e.returns ? "4 3" : "none" },
    markerEnd: { type: MarkerType.ArrowClosed, color: e.returns ? p.late : p.ink3 },
  }));
  return (
    <>
      <div className="procedure-graph" role="img" aria-label={definition.label[language]}>
        {places === null ? null : (
          <ReactFlow
            nodes={nodes}
            edges={edges}
            nodeTypes={nodeTypes}
            fitView
            nodesDraggable={false}
            nodesConnectable={false}
            nodesFocusable={false}
            edgesFocusable={false}
            elementsSelectable={false}
            zoomOnScroll={false}
            preventScrolling={false}
            proOptions={{ hideAttribution: true }}
            colorMode={theme}
          />
        )}
      </div>
      <details>
        <summary>{w.graphAs}</summary>
        <ul className="graph-words">
          {definition.edges.map((e) => (
            <li key={`${e.from}-${e.to}`}>
              {labelOf(definition, e.from, language)} → {labelOf(definition, e.to, language)}:
              {e.label[language]}
              <span className="quiet">
                {" "}
                {w.by} {e.by.map((b) => b[language]).join("、")}
              </span>
            </li>
          ))}
        </ul>
      </details>
    </>
  );
}

const labelOf = ({ states }: ProcedureAnswer, id: string, language: "zh" | "en"): string =>
  states.find((s) => s.id === id)?.label[language] ?? id;
