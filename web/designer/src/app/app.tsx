import { useEffect } from "preact/hooks";
import { NoticeBar } from "../session/notice-bar.tsx";
import { begun, watch } from "../state/engine.ts";
import { LiveRegion } from "../ui/live-region.tsx";
import { onKeyDown } from "./commands.ts";
import { DialogHost } from "./dialog-host.tsx";
import { Footer } from "./footer.tsx";
import { Header } from "./header.tsx";
import { loadLater, loadRest } from "./loading.tsx";
import { Parts } from "./parts.tsx";
import { Workspace } from "./workspace.tsx";

let started: Promise<void> | undefined;

/** Opens what the page begins with, once its editor is there. */
function start(): Promise<void> {
  started ??= import("../session/start.ts").then((module) => module.start());
  return started;
}
loadLater(start);
loadLater(() => import("./focus-keeper.ts").then(({ keepFocus }) => keepFocus()));

/** The whole page. */
export function App() {
  useEffect(watch, []);
  useEffect(() => void start(), []);
  useEffect(() => {
    if (begun.value) void loadRest();
  }, [begun.value]);
  useEffect(() => {
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, []);
  return (
    <>
      <Header />
      <NoticeBar />
      <Parts />
      <Workspace />
      <Footer />
      <DialogHost />
      <LiveRegion main />
    </>
  );
}
