import { effect } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { counts } from "../problems/navigate.ts";
import { announce } from "../state/announce.ts";
import { isEmpty } from "../state/document.ts";
import { begun, failure, publishable } from "../state/engine.ts";
import { panelTab, part } from "../state/settings.ts";
import { Icon } from "../ui/icon.tsx";

/** How long the text rests before a new verdict is said. Milliseconds. */
const REST = 1200;

/** The verdict in words. */
function words(): { look: "good" | "bad" | "plain"; said: string } {
  if (failure.value !== null) return { look: "bad", said: "The checks could not run" };
  if (!begun.value) return { look: "plain", said: "Checking…" };
  if (isEmpty.value) return { look: "plain", said: "Empty" };
  const { error, warning } = counts.value;
  const also = warning === 0 ? "" : `, ${count(warning, "warning")}`;
  return publishable.value
    ? { look: "good", said: `May be published${also}` }
    : { look: "bad", said: `Blocked: ${count(error, "error")}${also}` };
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

/** The verdict, always in sight, and said once the text rests. */
export function Verdict() {
  useEffect(() => {
    let last = words().said;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = effect(() => {
      const { said } = words();
      clearTimeout(timer);
      timer = setTimeout(() => {
        if (said !== last) announce(said);
        last = said;
      }, REST);
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, []);
  const { look, said } = words();
  return (
    <button
      type="button"
      class={`verdict ${look}`}
      data-verdict={look}
      title="Show the problems"
      onClick={() => {
        part.value = "problems";
        panelTab.value = "problems";
        // A narrow screen shows the part first.
        requestAnimationFrame(() => {
          document.getElementById("panel")?.querySelector<HTMLElement>("[role=tab][aria-selected=true]")?.focus();
        });
      }}
    >
      <Icon name={look === "good" ? "check" : look === "bad" ? "error" : "info"} />
      {said}
    </button>
  );
}
