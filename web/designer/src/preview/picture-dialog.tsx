import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { dialog } from "../app/dialogs.ts";
import { announce } from "../state/announce.ts";
import { name } from "../state/document.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { download } from "../ui/download.ts";
import { panes } from "./drawing.ts";
import { addressOf, type Picture, paint, pictured, takePicture } from "./picture.ts";
import { twoPanes } from "./settings.ts";

/** Saves or copies the drawing as a PNG. */
export function PictureDialog() {
  const picture = useSignal<Picture | null>(null);
  const scale = useSignal(2);
  const problem = useSignal<string | null>(null);
  const done = useSignal<string | null>(null);
  const chosen = twoPanes.value ? pictured.value : 0;
  const attempt = async (work: () => Promise<string | undefined>) => {
    problem.value = null;
    done.value = null;
    try {
      const said = await work();
      if (said === undefined) return;
      done.value = said;
      announce(said);
    } catch (error) {
      problem.value = (error as Error).message;
    }
  };
  useEffect(() => {
    picture.value = null;
    void attempt(async () => {
      picture.value = await takePicture(panes[chosen]);
      return undefined;
    });
  }, [chosen]);

  const painted = async () => {
    if (picture.value === null) throw new Error("The picture is not there yet. Try again.");
    return paint(picture.value, scale.value);
  };
  const save = () =>
    attempt(async () => {
      const file = `${name.value.replace(/\.json$/i, "")}${scale.value === 1 ? "" : `@${scale.value}x`}.png`;
      download(file, await painted());
      return `Saved as ${file}.`;
    });
  const copy = () =>
    attempt(async () => {
      // The promise goes in, because some browsers forget the click while the picture is painted.
      await navigator.clipboard.write([new ClipboardItem({ "image/png": painted() })]);
      return "The picture is in the clipboard.";
    });

  return (
    <Dialog
      title="Save the preview as PNG"
      onClose={dialog.close}
      actions={
        <>
          {typeof ClipboardItem === "function" && (
            <Button icon="copy" disabled={picture.value === null} onClick={() => void copy()}>
              Copy picture
            </Button>
          )}
          <Button look="primary" icon="save" disabled={picture.value === null} onClick={() => void save()}>
            Save
          </Button>
        </>
      }
    >
      <div class="preview-picture-fields">
        {twoPanes.value && (
          <label class="field">
            <span>Pane</span>
            <select
              value={pictured.value}
              onChange={({ currentTarget }) => {
                pictured.value = currentTarget.value === "1" ? 1 : 0;
              }}
            >
              <option value={0}>First pane</option>
              <option value={1}>Second pane</option>
            </select>
          </label>
        )}
        <label class="field">
          <span>Size</span>
          <select
            value={scale.value}
            onChange={({ currentTarget }) => {
              scale.value = Number(currentTarget.value);
            }}
          >
            {[1, 2].map((times) => (
              <option key={times} value={times}>
                {times}×
                {picture.value !== null && `: ${picture.value.width * times} by ${picture.value.height * times} pixels`}
              </option>
            ))}
          </select>
        </label>
      </div>
      {problem.value !== null && (
        <p class="note error" role="alert">
          {problem.value}
        </p>
      )}
      {done.value !== null && <p class="note">{done.value}</p>}
      {picture.value !== null && (
        <img class="preview-picture" src={addressOf(picture.value)} alt="The drawing as it will be saved" />
      )}
      <p class="soft">
        All that is drawn is in the picture, with what was typed into it. It is painted in this browser.
      </p>
    </Dialog>
  );
}
