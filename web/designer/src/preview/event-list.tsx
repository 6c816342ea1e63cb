import { Button } from "../ui/button.tsx";
import { sent } from "./activity.ts";
import { panes } from "./drawing.ts";

const USE =
  "Use the drawing: send its form, press its buttons. What a messenger would send is listed here. Nothing is sent, and no " +
  "link is opened.";

/** What would have been sent, the newest first. */
export function EventList() {
  const kind = panes[0].drawing.value?.tree.kind;
  if (sent.value.length === 0) {
    return (
      <p class="empty">
        {kind === "widget-configuration" || kind === "rich-card"
          ? USE
          : "Customers do nothing with this, so nothing is sent."}
      </p>
    );
  }
  return (
    <>
      <div class="preview-list-bar">
        <span class="soft">None of these was sent.</span>
        <Button
          look="quiet"
          onClick={() => {
            sent.value = [];
          }}
        >
          Clear
        </Button>
      </div>
      <ol class="preview-events" aria-label="Events">
        {sent.value.map(({ number, time, what, data }) => (
          <li key={number}>
            <p>
              <time dateTime={time.toISOString()}>{time.toLocaleTimeString()}</time> <strong>{what}</strong>
            </p>
            <pre>{JSON.stringify(data, null, 2)}</pre>
          </li>
        ))}
      </ol>
    </>
  );
}
