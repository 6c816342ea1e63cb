import { useId, useLayoutEffect, useRef, useState } from "preact/hooks";
import { lazy } from "../app/loading.tsx";
import { announce } from "../state/announce.ts";
import { Button, IconButton } from "../ui/button.tsx";
import { stepped, WIDTHS, type Width, ZOOMS, type Zoom } from "./scaling.ts";
import { chosenOptions, twoPanes, width, zoom } from "./settings.ts";

const ViewOptions = lazy(() => import("./view-options.tsx").then(({ ViewOptions }) => ViewOptions));

const WIDTH_NAMES: Record<Width, string> = {
  0: "Fill",
  320: "320 px, small phone",
  375: "375 px, phone",
  768: "768 px, tablet",
  1280: "1280 px, desktop",
};

/** How the drawing is shown: what is changed often stands here, the rest behind a button. */
export function Toolbar() {
  return (
    <fieldset class="preview-toolbar" aria-label="How the preview is shown">
      <label class="preview-tool">
        <span>Width</span>
        <select
          value={width.value}
          onChange={({ currentTarget }) => {
            width.value = Number(currentTarget.value) as Width;
          }}
        >
          {WIDTHS.map((one) => (
            <option key={one} value={one}>
              {WIDTH_NAMES[one]}
            </option>
          ))}
        </select>
      </label>
      <Zooming />
      <Button
        look="quiet"
        aria-pressed={twoPanes.value}
        onClick={() => {
          twoPanes.value = !twoPanes.value;
        }}
      >
        Two panes
      </Button>
      <Options />
    </fieldset>
  );
}

function Zooming() {
  const change = (direction: 1 | -1) => {
    const shown = document.querySelector<HTMLElement>("[data-scale]")?.dataset.scale;
    zoom.value = stepped(Number(shown ?? 100) / 100, direction);
    announce(`Zoom ${zoom.value} %`);
  };
  return (
    <div class="preview-tool">
      <IconButton icon="minus" label="Zoom out" disabled={zoom.value === 50} onClick={() => change(-1)} />
      <label>
        <span class="hidden-visually">Zoom</span>
        <select
          value={zoom.value}
          onChange={({ currentTarget }) => {
            zoom.value = Number(currentTarget.value) as Zoom;
          }}
        >
          {ZOOMS.map((step) => (
            <option key={step} value={step}>
              {step === 0 ? "Fit" : `${step} %`}
            </option>
          ))}
        </select>
      </label>
      <IconButton icon="add" label="Zoom in" disabled={zoom.value === 400} onClick={() => change(1)} />
    </div>
  );
}

/** The button and what it opens: a group of fields that closes with Escape, or when a person goes elsewhere. */
function Options() {
  const [open, setOpen] = useState(false);
  const whole = useRef<HTMLDivElement>(null);
  const id = useId();
  const chosen = chosenOptions.value;
  // Before the next key: it may be the one that closes it.
  useLayoutEffect(() => {
    if (!open) return;
    const onPointer = ({ target }: Event) => {
      if (!(target instanceof Node && whole.current?.contains(target))) setOpen(false);
    };
    const onKey = ({ key }: KeyboardEvent) => {
      if (key !== "Escape") return;
      setOpen(false);
      if (whole.current?.contains(document.activeElement)) whole.current.querySelector("button")?.focus();
    };
    // A frame keeps its presses and keys to itself; it gets the focus by them.
    const onBlur = () => document.activeElement instanceof HTMLIFrameElement && setOpen(false);
    document.addEventListener("pointerdown", onPointer);
    document.addEventListener("keydown", onKey);
    addEventListener("blur", onBlur);
    return () => {
      removeEventListener("blur", onBlur);
      document.removeEventListener("pointerdown", onPointer);
      document.removeEventListener("keydown", onKey);
    };
  }, [open]);
  return (
    <div
      ref={whole}
      class="preview-options"
      onFocusOut={({ relatedTarget, currentTarget }) => {
        if (relatedTarget instanceof Node && !currentTarget.contains(relatedTarget)) setOpen(false);
      }}
    >
      <Button
        look="quiet"
        icon="chevron"
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        onClick={() => setOpen(!open)}
      >
        Options{chosen > 0 && ` (${chosen} on)`}
      </Button>
      {open && (
        <fieldset id={id} class="preview-options-panel" aria-label="Options of the preview">
          <ViewOptions />
        </fieldset>
      )}
    </div>
  );
}
