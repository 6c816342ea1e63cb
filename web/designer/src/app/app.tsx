import { useEffect } from "preact/hooks";
import { announcement } from "../state/announce.ts";
import { begun, watch } from "../state/engine.ts";
import { appearance } from "../state/settings.ts";
import { onKeyDown } from "./commands.ts";
import { DialogHost } from "./dialog-host.tsx";
import { Footer } from "./footer.tsx";
import { Header } from "./header.tsx";
import { loadRest } from "./loading.tsx";
import { Parts } from "./parts.tsx";
import { Workspace } from "./workspace.tsx";

/** The whole page. */
export function App() {
  useEffect(watch, []);
  useEffect(() => {
    if (begun.value) void loadRest();
  }, [begun.value]);
  useEffect(() => {
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, []);
  const chosen = appearance.value;
  useEffect(() => {
    if (chosen === "system") delete document.documentElement.dataset.appearance;
    else document.documentElement.dataset.appearance = chosen;
  }, [chosen]);
  return (
    <>
      <Header />
      <Parts />
      <Workspace />
      <Footer />
      <DialogHost />
      <output class="hidden-visually" aria-live="polite" data-announcement>
        {announcement}
      </output>
    </>
  );
}
