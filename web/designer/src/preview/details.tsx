import { signal } from "@preact/signals";
import { IconButton } from "../ui/button.tsx";
import { Tabs } from "../ui/tabs.tsx";
import { sent } from "./activity.ts";
import { ContrastList } from "./contrast-list.tsx";
import { EventList } from "./event-list.tsx";
import { ScreenReader } from "./screen-reader.tsx";
import { detailsOpen } from "./settings.ts";

const tab = signal<"events" | "screen-reader" | "contrast">("events");

/** What there is to know about the drawing beside what is seen. */
export function Details() {
  return (
    <Tabs
      label="About the drawing"
      selected={tab.value}
      onSelect={(chosen) => {
        tab.value = chosen;
      }}
      tabs={[
        {
          id: "events",
          label: sent.value.length === 0 ? "Events" : `Events (${sent.value.length})`,
          content: () => <EventList />,
        },
        { id: "screen-reader", label: "Screen reader", content: () => <ScreenReader /> },
        { id: "contrast", label: "Contrast", content: () => <ContrastList /> },
      ]}
      extra={
        <IconButton
          icon="down"
          label="Hide events, screen reader and contrast"
          onClick={() => {
            detailsOpen.value = false;
          }}
        />
      }
    />
  );
}
