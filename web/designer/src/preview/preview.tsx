import "./preview.css";
import { useEffect } from "preact/hooks";
import { lazy } from "../app/loading.tsx";
import { text } from "../state/document.ts";
import { verdict } from "../state/engine.ts";
import { IconButton } from "../ui/button.tsx";
import { Splitter } from "../ui/splitter.tsx";
import { panes } from "./drawing.ts";
import { watchMarks } from "./marks.ts";
import { PaneView } from "./pane.tsx";
import { detailsOpen, detailsShare, twoPanes } from "./settings.ts";
import { Toolbar } from "./toolbar.tsx";

const Details = lazy(() => import("./details.tsx").then(({ Details }) => Details));

/** The drawing of the document, how it is shown, and what there is to know about it. */
export function Preview() {
  useEffect(watchMarks, []);
  // Drawings are asked for where they are shown; the first one begins here.
  const [first, second] = panes;
  const drawn = first.drawing.value !== null;
  useEffect(() => (drawn ? undefined : first.watch()), [drawn]);
  if (!drawn) return <Nothing />;
  return (
    <>
      <Toolbar />
      <div class={`preview-panes ${twoPanes.value ? "two" : ""}`}>
        <PaneView pane={first} label={twoPanes.value ? "First pane" : "Drawing"} />
        {twoPanes.value && <PaneView pane={second} label="Second pane" />}
      </div>
      {detailsOpen.value && (
        <Splitter
          label="Height of the details"
          controls="preview-details"
          direction="column"
          share={detailsShare}
          least={15}
          reverse
        />
      )}
      <section
        id="preview-details"
        class={`preview-details ${detailsOpen.value ? "" : "closed"}`}
        aria-label="About the drawing"
        style={{ "--details-share": `${detailsShare.value}%` }}
      >
        {detailsOpen.value ? <Details /> : <span class="soft">Events, screen reader, contrast</span>}
        {!detailsOpen.value && (
          <IconButton
            icon="up"
            label="Show events, screen reader and contrast"
            onClick={() => {
              detailsOpen.value = true;
            }}
          />
        )}
      </section>
    </>
  );
}

/** What stands in the place of a drawing. */
function Nothing() {
  const empty = text.value.trim() === "";
  const failed = !empty && verdict.value?.text === text.value && panes[0].failed.value === text.value;
  return (
    <div class="preview-nothing">
      <svg viewBox="0 0 120 96" aria-hidden="true">
        <path class="sheet" d="M18 8h84a6 6 0 016 6v58a6 6 0 01-6 6H62L46 92V78H18a6 6 0 01-6-6V14a6 6 0 016-6z" />
        <path d="M12 28h96M26 18h30M26 42h46M26 54h32M74 66h22" />
      </svg>
      {failed ? (
        <>
          <h2>This cannot be drawn yet</h2>
          <p>
            A drawing needs a <code>kind</code> and a <code>spec</code> or <code>payload</code> that can be read. The
            problems say what is missing.
          </p>
        </>
      ) : (
        <>
          <h2>Your drawing will be here</h2>
          <p>Write, paste or open a manifest, and it is drawn as you type: as customers will see, use and hear it.</p>
        </>
      )}
    </div>
  );
}
