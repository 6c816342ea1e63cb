//! The rules of area `html`.

use crate::finding::declare::rules;

rules! {
    /// HTML holds only the elements a messenger shows.
    pub(crate) ELEMENT = "html/element", Error, Security,
        "HTML holds an element that messages may not hold.";
    /// HTML holds only the attributes a messenger keeps.
    pub(crate) ATTRIBUTE = "html/attribute", Error, Security,
        "HTML holds an attribute that messages may not hold.";
    /// HTML holds no event handlers.
    pub(crate) EVENT_HANDLER = "html/event-handler", Error, Security,
        "HTML holds an event handler, which runs as a script.";
    /// HTML holds no URL that runs as a script.
    pub(crate) SCRIPT_URL = "html/script-url", Error, Security,
        "An attribute holds a URL that runs as a script or opens as a document of its own.";
    /// A link to a new window keeps that window from reaching back.
    pub(crate) BLANK_TARGET = "html/blank-target", Error, Security,
        "A link opens a window that can reach back to the page.";
    /// HTML holds no comments, document types or processing instructions.
    pub(crate) COMMENT = "html/comment", Error, Security,
        "HTML holds a comment or a declaration.";
    /// Text in HTML is not read as a tag.
    pub(crate) LOST_TEXT = "html/lost-text", Warning, Platform,
        "Text would be read as a tag and not be shown.";
    /// HTML is small enough to be judged.
    pub(crate) TOO_LARGE = "html/too-large", Error, Limit,
        "A text with markup is larger than is judged.";
    /// HTML nests no deeper than browsers and cleaners take in their stride.
    pub(crate) DEPTH = "html/depth", Error, Limit,
        "Elements are nested deeper than is judged.";
}
