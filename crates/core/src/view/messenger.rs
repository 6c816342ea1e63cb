//! The messenger around a form or a card: a dialog that is not modal, its log, and the button that opens it.

use super::{Icon, Pen, Word};
use crate::dom::NodeId;
use crate::json::Pointer;

/// The id of the dialog, which the launcher controls.
const DIALOG: &str = "chat";
const TITLE: &str = "chat-title";

/// The parts of a messenger that views draw in.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Messenger {
    /// What stands side by side: the messenger, and what else a view shows.
    pub(crate) stage: NodeId,
    /// The column of the messenger.
    column: NodeId,
    /// The dialog.
    pub(crate) dialog: NodeId,
    /// The log of messages.
    pub(crate) log: NodeId,
    /// Level of the dialog's title among headings.
    pub(crate) level: u8,
}

/// Draws the dialog with its header and an empty log. Surfaces of the brand show the place its colour comes from.
pub(crate) fn messenger(pen: &mut Pen, brand: Option<&Pointer>) -> Messenger {
    let root = pen.root();
    let stage = pen.add(root, "div", "stage");
    let column = pen.add(stage, "div", "messenger");
    let dialog = pen.add(column, "div", "dialog");
    // Not modal: the page around it stays in use, so nothing may claim that it is out of reach.
    pen.set(dialog, "id", DIALOG);
    pen.set(dialog, "role", "dialog");
    pen.set(dialog, "aria-labelledby", TITLE);
    let header = pen.add(dialog, "div", "header");
    branded(pen, header, brand);
    let title = pen.add_word(header, "h2", "title", Word::ChatTitle);
    pen.set(title, "id", TITLE);
    let close = pen.add(header, "button", "close");
    pen.set(close, "type", "button");
    pen.set(close, "aria-label", pen.word(Word::Close));
    Icon::Close.draw(pen, close);
    let log = pen.add(dialog, "div", "log");
    pen.set(log, "role", "log");
    pen.set(log, "aria-label", pen.word(Word::Conversation));
    Messenger {
        stage,
        column,
        dialog,
        log,
        level: 2,
    }
}

impl Messenger {
    /// Draws the launcher. It stands below the dialog, so it comes after it: the order of focus is that of the eye.
    pub(crate) fn launcher(self, pen: &mut Pen, brand: Option<&Pointer>) {
        let launcher = pen.add(self.column, "button", "launcher");
        pen.set(launcher, "type", "button");
        pen.set(launcher, "aria-label", pen.word(Word::Chat));
        pen.set(launcher, "aria-haspopup", "dialog");
        pen.set(launcher, "aria-expanded", "true");
        pen.set(launcher, "aria-controls", DIALOG);
        branded(pen, launcher, brand);
        Icon::Chat.draw(pen, launcher);
    }
}

fn branded(pen: &mut Pen, id: NodeId, brand: Option<&Pointer>) {
    if let Some(pointer) = brand {
        pen.document.set_origin(id, pointer.clone());
    }
}

/// Draws a message with its sender.
pub(crate) fn message(pen: &mut Pen, log: NodeId, sender: Word, words: Word) {
    let class = if sender == Word::Guest {
        "message from-guest"
    } else {
        "message from-team"
    };
    let message = pen.add(log, "div", class);
    pen.add_word(message, "p", "sender", sender);
    pen.add_word(message, "p", "words", words);
}

/// Draws the form that a guest writes in.
pub(crate) fn composer(pen: &mut Pen, dialog: NodeId) {
    const ID: &str = "message";
    let form = pen.add(dialog, "form", "composer");
    let label = pen.add_word(form, "label", "composer-label", Word::Message);
    pen.set(label, "for", ID);
    let input = pen.add(form, "textarea", "input composer-input");
    pen.set(input, "id", ID);
    pen.set(input, "name", ID);
    pen.set(input, "rows", "1");
    let send = pen.add_word(form, "button", "button", Word::Send);
    pen.set(send, "type", "submit");
}
