//! The rules of area `text`.

use crate::finding::declare::rules;

rules! {
    /// A plain text holds no markup.
    pub(crate) MARKUP = "text/markup", Error, Security,
        "A plain text holds markup.";
    /// A text is not a URL that runs as a script.
    pub(crate) SCRIPT_URL = "text/script-url", Error, Security,
        "A text is a URL that runs as a script or opens as a document of its own.";
    /// A text holds no event handler.
    pub(crate) EVENT_HANDLER = "text/event-handler", Error, Security,
        "A text holds an event handler in the form of an attribute.";
    /// A text holds no control characters other than tab and line feed.
    pub(crate) CONTROL_CHARACTER = "text/control-character", Error, Security,
        "A text holds a control character.";
    /// A label does not change the direction of what stands around it.
    pub(crate) BIDI_CONTROL = "text/bidi-control", Error, Security,
        "A label or URL holds a control that changes the direction of text.";
    /// A text to read leaves the direction of what stands around it alone.
    pub(crate) BIDI_CONTROL_IN_BODY = "text/bidi-control-in-body", Warning, Security,
        "A text holds a control that changes the direction of what stands around it.";
    /// A text holds no characters that nobody can see.
    pub(crate) INVISIBLE_CHARACTER = "text/invisible-character", Error, Security,
        "A text holds a character that nobody can see.";
    /// A word is written in one script.
    pub(crate) MIXED_SCRIPT = "text/mixed-script", Warning, Security,
        "A word mixes scripts whose letters look alike.";
}
