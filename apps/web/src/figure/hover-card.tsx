/**
 * One card for all figures of the page instead of one tooltip each: a table of four hundred figures stays
 * light. Whatever is hovered or focused tells the store; the card follows.
 */
import type { ReactElement, ReactNode } from "react";
import { useLayoutEffect, useRef, useState, useSyncExternalStore } from "react";

interface Hovered {
  readonly anchor: DOMRect;
  readonly content: ReactNode;
}

let hovered: Hovered | null = null;
const listeners = new Set<() => void>();
const tell = (next: Hovered | null): void => {
  hovered = next;
  for (const listener of listeners) listener();
};

export const HOVER_CARD_ID = "hover-card";
export const showCard = (target: Element, content: ReactNode): void => {
  tell({ anchor: target.getBoundingClientRect(), content });
};
export const hideCard = (): void => {
  if (hovered !== null) tell(null);
};

const subscribe = (changed: () => void): (() => void) => {
  listeners.add(changed);
  return () => listeners.delete(changed);
};

/** Handlers that show `content` over the element they are spread on. */
export const cardOn = (content: ReactNode) => ({
  onPointerEnter: (e: { readonly currentTarget: Element; readonly pointerType: string }) => {
    if (e.pointerType === "mouse") showCard(e.currentTarget, content);
  },
  onPointerLeave: hideCard,
  onFocus: (e: { readonly currentTarget: Element }) => {
    showCard(e.currentTarget, content);
  },
  onBlur: hideCard,
});

export function HoverCard(): ReactElement | null {
  const current = useSyncExternalStore(subscribe, () => hovered);
  const box = useRef<HTMLDivElement>(null);
  const [place, setPlace] = useState({ left: -1000, top: -1000 });
  useLayoutEffect(() => {
    if (current === null || box.current === null) return;
    const { width, height } = box.current.getBoundingClientRect();
    const left = Math.max(8, Math.min(current.anchor.left, innerWidth - width - 8));
    const below = current.anchor.bottom + 6;
    setPlace({
      left,
      top: below + height > innerHeight - 8 ? Math.max(8, current.anchor.top - height - 6) : below,
    });
  }, [current]);
  if (current === null) return null;
  return (
    <div ref={box} id={HOVER_CARD_ID} role="tooltip" className="hover-card" style={place}>
      {current.content}
    </div>
  );
}
