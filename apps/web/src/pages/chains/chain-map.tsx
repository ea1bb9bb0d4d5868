/** The chain as a map: elk places the segments, xyflow draws them. In a chunk of its own. */
import type { SegmentRow } from "@lianzhang/contract";
import type { Edge, Node, NodeProps } from "@xyflow/react";
import { Handle, MarkerType, Position, ReactFlow } from "@xyflow/react";
import "@xyflow/react/dist/base.css";
import ELK from "elkjs/lib/elk.bundled.js";
import type { ReactElement } from "react";
import { useEffect, useState } from "react";
import { useFrame } from "../../app/address.ts";
import { chainWords } from "../../i18n/chains.ts";
import { useWords } from "../../i18n/dictionary.ts";
import { palettes } from "../../theme/tokens.ts";
import type { Flow } from "./map-layout.ts";
import { flowsOf } from "./map-layout.ts";

type SegmentNode = Node<{ readonly segment: SegmentRow }, "segment">;
type Place = { readonly x: number; readonly y: number };

const SIZE = { width: 156, height: 60 } as const;
const elk = new ELK();

/** Left to right in layers; flows back are not shown to the layout. */
async function placeSegments(
  segments: readonly SegmentRow[],
  flows: readonly Flow[],
): Promise<ReadonlyMap<string, Place>> {
  const graph = await elk.layout({
    id: "chain",
    layoutOptions: {
      "elk.algorithm": "layered",
      "elk.direction": "RIGHT",
      "elk.spacing.nodeNode": "24",
      "elk.layered.spacing.nodeNodeBetweenLayers": "64",
    },
    children: segments.map((s) => ({ id: s.id, ...SIZE })),
    edges: flows
      .filter((f) => !f.back)
      .map((f) => ({ id: `${f.from}-${f.to}`, sources: [f.from], targets: [f.to] })),
  });
  return new Map((graph.children ?? []).map((n) => [n.id, { x: n.x ?? 0, y: n.y ?? 0 }]));
}

function SegmentBox({ data }: NodeProps<SegmentNode>): ReactElement {
  const { language } = useFrame();
  const w = useWords(chainWords);
  const { segment } = data;
  const empty = segment.members === 0;
  return (
    <div className={empty ? "segment-box empty" : "segment-box"} style={SIZE}>
      <Handle type="target" position={Position.Left} isConnectable={false} />
      <b>{segment.label[language]}</b>
      <span>{empty ? w.gap : w.firms(segment.members)}</span>
      <Handle type="source" position={Position.Right} isConnectable={false} />
      <Handle id="back-out" type="source" position={Position.Bottom} isConnectable={false} />
      <Handle id="back-in" type="target" position={Position.Bottom} isConnectable={false} />
    </div>
  );
}

const nodeTypes = { segment: SegmentBox };

interface ChainMapProps {
  readonly segments: readonly SegmentRow[];
  readonly height: number;
  readonly label: string;
}

export default function ChainMap({ segments, height, label }: ChainMapProps): ReactElement {
  const { theme } = useFrame();
  const p = palettes[theme];
  const [places, setPlaces] = useState<ReadonlyMap<string, Place> | null>(null);
  const flows = flowsOf(segments);
  useEffect(() => {
    let gone = false;
    void placeSegments(segments, flowsOf(segments)).then((found) => {
      if (!gone) setPlaces(found);
    });
    return () => {
      gone = true;
    };
  }, [segments]);
  if (places === null) return <div style={{ height }} />;
  const lowest = Math.max(...[...places.values()].map((place) => place.y));
  const below = (f: Flow): number =>
    lowest - Math.max(places.get(f.from)?.y ?? 0, places.get(f.to)?.y ?? 0) + 24;
  const nodes: SegmentNode[] = segments.map((segment) => ({
    id: segment.id,
    type: "segment",
    data: { segment },
    position: places.get(segment.id) ?? { x: 0, y: 0 },
    draggable: false,
    focusable: false,
  }));
  const edges: Edge[] = flows.map((f) => ({
    id: `${f.from}-${f.to}`,
    source: f.from,
    target: f.to,
    focusable: false,
    style: { stroke: p.ink3, strokeWidth: 1.2, ...(f.back ? { strokeDasharray: "4 4" } : {}) },
    // A flow back runs under everything else.
    ...(f.back
      ? {
          type: "smoothstep",
          sourceHandle: "back-out",
          targetHandle: "back-in",
          pathOptions: { offset: below(f), borderRadius: 8 },
        }
      : {}),
    markerEnd: { type: MarkerType.ArrowClosed, color: p.ink3, width: 16, height: 16 },
  }));
  return (
    <div style={{ height }} role="img" aria-label={label} className="chain-map">
      <ReactFlow
        nodes={nodes}
        edges={edges}
        nodeTypes={nodeTypes}
        fitView
        fitViewOptions={{
          padding: { x: "16px", top: "16px", bottom: flows.some((f) => f.back) ? "56px" : "16px" },
          maxZoom: 1.1,
        }}
        minZoom={0.2}
        maxZoom={1.6}
        nodesConnectable={false}
        elementsSelectable={false}
        zoomOnScroll={false}
        preventScrolling={false}
        panOnDrag
        proOptions={{ hideAttribution: true }}
      />
    </div>
  );
}
