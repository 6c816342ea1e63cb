import "./styles/tokens.css";
import "./styles/base.css";
import "./styles/controls.css";
import "./styles/layout.css";
import { render } from "preact";
import { App } from "./app/app.tsx";
import { loadLater } from "./app/loading.tsx";
import { keepOffline } from "./offline/register.ts";
import { selection, text } from "./state/document.ts";
import { upToDate } from "./state/engine.ts";

loadLater(keepOffline);

const root = document.getElementById("app");
if (root !== null) render(<App />, root);

/** For people at the browser's console, and for tests. */
Object.assign(window, {
  preflight: {
    text: () => text.peek(),
    selection: () => selection.peek(),
    selected: () => text.peek().slice(selection.peek().from, selection.peek().to),
    judged: upToDate,
  },
});
