import "./session.css";
import { dropping } from "../files/dropping.ts";
import { Button, IconButton } from "../ui/button.tsx";
import { dismiss, notices } from "./notices.ts";

/** The notices, under the head of the page; and what the page says while a file is held over it. */
export function NoticeBar() {
  return (
    <>
      {notices.value.length > 0 && (
        <section class="notices" aria-label="Notices" data-landmark>
          {notices.value.map(({ id, text, look, actions }) => (
            <div key={id} class={`notice ${look ?? ""}`} data-notice={id}>
              <p>{text}</p>
              {actions?.map(({ label, run }) => (
                <Button
                  key={label}
                  onClick={() => {
                    dismiss(id);
                    run();
                  }}
                >
                  {label}
                </Button>
              ))}
              <IconButton icon="close" label="Dismiss" onClick={() => dismiss(id)} />
            </div>
          ))}
        </section>
      )}
      {dropping.value && (
        <section class="drop-target" aria-label="Drop target">
          <p>Drop the file to open it</p>
        </section>
      )}
    </>
  );
}
