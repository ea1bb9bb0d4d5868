/** Who may make which document, and who may read what others made. */
import type { PaperKind } from "@lianzhang/contract";
import type { AccessPolicy, Capability, Chain, Model } from "@lianzhang/definitions";
import { parseDay } from "@lianzhang/kernel";
import type { Paper, Viewer } from "@lianzhang/work";
import { may } from "@lianzhang/work";
import { chainCode } from "../routes/segments.ts";
import type { Sight } from "../sight/sight.ts";
import { hides } from "../sight/sight.ts";
import type { PaperContent } from "./content.ts";

interface Asking {
  readonly model: Model;
  readonly viewer: Viewer;
}

const posts = (policy: AccessPolicy | null, { posts: held }: Viewer, what: Capability) =>
  held.filter((p) => policy?.roles.get(p.role)?.capabilities.includes(what) === true);

const can = ({ model, viewer }: Asking, what: Capability): boolean => may(model.policy, viewer, what);

/** Chains that briefs and reports may be made of. */
export function chainsFor(asking: Asking): readonly Chain[] {
  const { model, viewer } = asking;
  const all = [...model.chains.values()];
  if (can(asking, "papers.make")) return all;
  const held = posts(model.policy, viewer, "papers.chain");
  if (held.some((p) => p.scope.kind === "city")) return all;
  const own = new Set(held.flatMap((p) => (p.scope.kind === "chain" ? [p.scope.id] : [])));
  return all.filter((c) => own.has(chainCode(c)));
}

/** Whether documents of this kind may be made, of the whole city or of none of its chains. */
export function makesOfCity(asking: Asking, kind: PaperKind): boolean {
  if (kind === "chain-brief") return false;
  if (can(asking, "papers.make")) return true;
  return kind === "supervision-notice" && can(asking, "papers.supervise");
}

/** Whether a document about this may be made anew: a target that has caught up since is still the notice's. */
export const mayMake = (asking: Asking, kind: PaperKind, subject: string | null): boolean =>
  makesOfCity(asking, kind) || chainsFor(asking).some((c) => c.id === subject);

/**
 * Whether a document may be seen: an own one, or as one who sees all figures. Never one that names a firm kept from the
 * viewer now, that was made with figures of firms kept from the viewer, or that holds a figure before its release.
 */
export function readsPaper(asking: Asking, sight: Sight, paper: Paper, content: PaperContent): boolean {
  const own = paper.by === asking.viewer.person;
  if (!own && !can(asking, "papers.read")) return false;
  if (!own && sight.extent !== "all") return false;
  if (own && content.saw.extent === "all" && sight.extent !== "all") return false;
  if (content.firms.some((code) => hides(sight, code))) return false;
  if (content.saw.extent === "all") {
    const then = new Set(content.saw.hidden);
    if ([...sight.hidden].some((code) => !then.has(code))) return false;
  }
  const released = content.released === null ? null : parseDay(content.released);
  return sight.embargo === null || released === null || released <= sight.embargo;
}
