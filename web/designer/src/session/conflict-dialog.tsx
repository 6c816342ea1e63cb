import { dialog } from "../app/dialogs.ts";
import { fileText } from "../files/save.ts";
import { Diff } from "../problems/fix-dialog.tsx";
import { lineDiff } from "../problems/line-diff.ts";
import { name, text } from "../state/document.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { conflict, loadTheirs, saveToSession } from "./save.ts";

/** Asks what to do where something else changed the file. */
export function ConflictDialog() {
  const theirs = conflict.value;
  if (theirs === null) return null;
  const overwrite = () => {
    dialog.close();
    void saveToSession(fileText(), true);
  };
  return (
    <Dialog
      title={`${name.value} was changed on the disk`}
      onClose={dialog.close}
      actions={
        <>
          <Button onClick={dialog.close}>Cancel</Button>
          <Button onClick={() => loadTheirs(theirs)}>Load the file's version</Button>
          <Button look="danger" onClick={overwrite}>
            Overwrite the file
          </Button>
        </>
      }
    >
      <p>
        Something else wrote it since this page read it, so nothing was saved. Below is what overwriting would change in
        the file.
      </p>
      <Diff lines={lineDiff(theirs.text.replaceAll(/\r\n?/g, "\n"), text.value)} />
    </Dialog>
  );
}
