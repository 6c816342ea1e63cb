import type { Signal } from "@preact/signals";

interface SplitterProps {
  /** What it makes larger and smaller. */
  label: string;
  /** The id of what it makes larger and smaller. */
  controls: string;
  /** Whether its two sides lie beside each other or one above the other. */
  direction: "row" | "column";
  /** The share of the controlled side, in percent. */
  share: Signal<number>;
  least?: number;
  most?: number;
  /** Whether the controlled side is the second one. */
  reverse?: boolean;
}

/** The bar between two sides, which pointers and arrow keys move (the window splitter pattern of the APG). */
export function Splitter({ label, controls, direction, share, least = 20, most = 80, reverse = false }: SplitterProps) {
  const move = (to: number) => {
    share.value = Math.round(Math.min(most, Math.max(least, to)));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const mirrored = direction === "row" && isMirrored(event.currentTarget as HTMLElement);
    const grow = reverse !== mirrored ? -2 : 2;
    const steps: Record<string, number> =
      direction === "row"
        ? { ArrowLeft: share.value - grow, ArrowRight: share.value + grow }
        : { ArrowUp: share.value - grow, ArrowDown: share.value + grow };
    const to = { ...steps, Home: least, End: most }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    move(to);
  };
  const onPointerDown = (down: PointerEvent) => {
    const bar = down.currentTarget as HTMLElement;
    const whole = bar.parentElement?.getBoundingClientRect();
    if (whole === undefined || down.button !== 0) return;
    bar.setPointerCapture(down.pointerId);
    bar.onpointermove = ({ clientX, clientY }) => {
      const part = direction === "row" ? (clientX - whole.left) / whole.width : (clientY - whole.top) / whole.height;
      const leading = direction === "row" && isMirrored(bar) ? 1 - part : part;
      move((reverse ? 1 - leading : leading) * 100);
    };
    bar.onlostpointercapture = () => {
      bar.onpointermove = null;
    };
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a rule cannot be moved
    <div
      role="separator"
      class={`splitter ${direction}`}
      aria-label={label}
      aria-controls={controls}
      aria-orientation={direction === "row" ? "vertical" : "horizontal"}
      aria-valuenow={share.value}
      aria-valuemin={least}
      aria-valuemax={most}
      tabIndex={0}
      onKeyDown={onKeyDown}
      onPointerDown={onPointerDown}
    />
  );
}

function isMirrored(element: HTMLElement): boolean {
  return getComputedStyle(element).direction === "rtl";
}
