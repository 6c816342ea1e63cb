import { useSignal } from "@preact/signals";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { isOutdated, type Pane } from "./drawing.ts";
import { Frame } from "./frame.tsx";
import { scaled } from "./scaling.ts";
import { type Scheme, width, zoom } from "./settings.ts";

interface PaneProps {
  pane: Pane;
  /** What it is called; none where it is the only one. */
  label: string;
}

const SCHEMES: [Scheme, string][] = [
  ["light", "Light"],
  ["dark", "Dark"],
  ["contrast", "High contrast"],
];

/** A pane: a drawing in colours of its own, as wide as a device and at a scale that is said. */
export function PaneView({ pane, label }: PaneProps) {
  const view = useRef<HTMLDivElement>(null);
  const room = useSignal({ width: 320, height: 320 });
  useEffect(pane.watch, []);
  useLayoutEffect(() => {
    const { current } = view;
    if (current === null) return;
    const measure = () => {
      // What is not shown has no size, and keeps the one that it had.
      if (current.offsetWidth === 0 || current.offsetHeight === 0) return;
      // Without bars that come and go: they would change the room that they come from.
      room.value = { width: current.offsetWidth, height: current.offsetHeight };
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(current);
    return () => observer.disconnect();
  }, []);

  const size = scaled(room.value, width.value, zoom.value);
  const outdated = isOutdated(pane);
  const wider = size.width * size.scale > room.value.width + 1;
  const percent = Math.round(size.scale * 100);
  return (
    <section class="preview-pane" aria-label={label} data-pane={pane.index}>
      <header class="preview-pane-head">
        <label>
          <span class="hidden-visually">Colours of {label.toLowerCase()}</span>
          <select
            value={pane.scheme.value}
            onChange={({ currentTarget }) => {
              pane.scheme.value = currentTarget.value as Scheme;
            }}
          >
            {SCHEMES.map(([scheme, name]) => (
              <option key={scheme} value={scheme}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <span class="preview-size" data-scale={percent}>
          {pane.scheme.value === "contrast" && "simulated colours, "}
          {size.width} px wide{percent === 100 ? "" : `, shown at ${percent} %`}
        </span>
      </header>
      {outdated && (
        <p class="note warning preview-outdated">The text cannot be drawn as it is. This is how it was before.</p>
      )}
      <div
        ref={view}
        class={`preview-view ${outdated ? "outdated" : ""}`}
        {...(wider ? { tabIndex: 0, role: "group", "aria-label": `${label}, wider than its place` } : {})}
      >
        <Frame pane={pane} size={size} room={room.value.width} />
      </div>
    </section>
  );
}
