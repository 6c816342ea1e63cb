import { Editor } from "../editor/editor.tsx";
import { ReadAs } from "../files/read-as.tsx";
import { Preview } from "../preview/preview.tsx";
import { listed } from "../problems/navigate.ts";
import { Problems } from "../problems/problems.tsx";
import { Begin } from "../session/begin.tsx";
import { editorShare, editorTab, panelShare, panelTab, part } from "../state/settings.ts";
import { Splitter } from "../ui/splitter.tsx";
import { Tabs } from "../ui/tabs.tsx";
import { lazy } from "./loading.tsx";

const FormView = lazy(() => import("../form/form.tsx").then(({ FormView }) => FormView));
const Outline = lazy(() => import("../editor/outline.tsx").then(({ Outline }) => Outline));
const Meters = lazy(() => import("../meters/meters.tsx").then(({ Meters }) => Meters));

/** The parts of the page beside each other; on narrow screens one at a time. */
export function Workspace() {
  return (
    <main class="workspace" data-part={part.value} style={{ "--editor-share": `${editorShare.value}%` }}>
      <div class="side" id="editor-side" style={{ "--panel-share": `${panelShare.value}%` }}>
        <section class="edit" aria-label="Editor" data-landmark>
          <Tabs
            label="How to edit"
            selected={editorTab.value}
            onSelect={(tab) => {
              editorTab.value = tab;
            }}
            extra={<ReadAs />}
            tabs={[
              {
                id: "text",
                label: "Text",
                content: () => (
                  <>
                    <Editor />
                    <Begin />
                  </>
                ),
                keep: true,
              },
              { id: "form", label: "Form", content: () => <FormView /> },
              { id: "outline", label: "Outline", content: () => <Outline /> },
            ]}
          />
        </section>
        <Splitter
          label="Height of the problems"
          controls="panel"
          direction="column"
          share={panelShare}
          least={10}
          reverse
        />
        <section class="panel" id="panel" aria-label="Problems and meters" data-landmark>
          <Tabs
            label="What was found and measured"
            selected={panelTab.value}
            onSelect={(tab) => {
              panelTab.value = tab;
            }}
            tabs={[
              { id: "problems", label: `Problems (${listed.value.length})`, content: () => <Problems /> },
              { id: "meters", label: "Meters", content: () => <Meters /> },
            ]}
          />
        </section>
      </div>
      <Splitter label="Width of the editor" controls="editor-side" direction="row" share={editorShare} />
      <section class="preview" aria-label="Preview" data-landmark>
        <Preview />
      </section>
    </main>
  );
}
