//! Which elements and attributes there are, and what becomes of each.

/// The elements a messenger shows (guide 001, `ALLOWED_TAGS`).
pub(crate) const ALLOWED_ELEMENTS: &[&str] = &["p", "br", "strong", "em", "u", "span", "div"];

/// The elements that may have a style (guide 001, `ALLOWED_ATTRS`).
pub(crate) const STYLED_ELEMENTS: &[&str] = &["span", "div"];

/// Elements that go with all they hold: what is in them is code, or is read by rules of its own.
///
/// Whoever left only the tags out would show the code to the guest, or let text that was harmless inside become markup.
pub(crate) const REMOVED_WITH_CONTENT: &[&str] = &[
    "script",
    "style",
    "iframe",
    "noscript",
    "template",
    "title",
    "textarea",
    "object",
    "xmp",
    "noembed",
    "noframes",
    "plaintext",
    "math",
    "svg",
];

/// Elements whose content no browser shows.
const UNSEEN_ELEMENTS: &[&str] = &["script", "style", "template", "title"];

/// Elements that change how text looks, not what it says or where its lines break.
const INLINE_ELEMENTS: &[&str] = &[
    "abbr", "b", "bdo", "big", "cite", "code", "dfn", "em", "font", "i", "kbd", "mark", "s",
    "samp", "small", "span", "strong", "sub", "sup", "tt", "u", "var",
];

/// Elements with a twin that is allowed and looks the same.
const TWINS: &[(&str, &str)] = &[("b", "strong"), ("i", "em")];

/// Every other element of HTML, past and present, and the roots of the languages inside it.
///
/// A tag of none of these, without attributes that do something, was likely meant as text: `List<String>`.
const OTHER_ELEMENTS: &[&str] = &[
    "a",
    "acronym",
    "address",
    "applet",
    "area",
    "article",
    "aside",
    "audio",
    "base",
    "basefont",
    "bdi",
    "bgsound",
    "blink",
    "blockquote",
    "body",
    "button",
    "canvas",
    "caption",
    "center",
    "col",
    "colgroup",
    "command",
    "content",
    "data",
    "datalist",
    "dd",
    "del",
    "details",
    "dialog",
    "dir",
    "div",
    "dl",
    "dt",
    "embed",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "frame",
    "frameset",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hgroup",
    "hr",
    "html",
    "image",
    "img",
    "input",
    "ins",
    "isindex",
    "keygen",
    "label",
    "layer",
    "legend",
    "lh",
    "li",
    "link",
    "listing",
    "main",
    "map",
    "marquee",
    "menu",
    "menuitem",
    "meta",
    "meter",
    "multicol",
    "nav",
    "nextid",
    "nobr",
    "ol",
    "optgroup",
    "option",
    "output",
    "p",
    "param",
    "picture",
    "pre",
    "progress",
    "q",
    "rb",
    "rp",
    "rt",
    "rtc",
    "ruby",
    "search",
    "section",
    "select",
    "selectedcontent",
    "shadow",
    "slot",
    "source",
    "spacer",
    "strike",
    "summary",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "time",
    "tr",
    "track",
    "ul",
    "video",
    "wbr",
    "br",
];

/// Elements that are never closed.
pub(crate) const VOID_ELEMENTS: &[&str] = &[
    "area", "base", "basefont", "bgsound", "br", "col", "embed", "frame", "hr", "image", "img",
    "input", "keygen", "link", "meta", "param", "source", "track", "wbr",
];

/// Attributes that act without a value.
const BOOLEAN_ATTRIBUTES: &[&str] = &[
    "allowfullscreen",
    "async",
    "autofocus",
    "autoplay",
    "checked",
    "controls",
    "default",
    "defer",
    "disabled",
    "download",
    "formnovalidate",
    "hidden",
    "inert",
    "ismap",
    "itemscope",
    "loop",
    "multiple",
    "muted",
    "nomodule",
    "novalidate",
    "open",
    "playsinline",
    "popover",
    "readonly",
    "required",
    "reversed",
    "selected",
];

/// Attributes that hold a URL.
const URL_ATTRIBUTES: &[&str] = &[
    "action",
    "archive",
    "background",
    "cite",
    "classid",
    "codebase",
    "data",
    "dynsrc",
    "formaction",
    "from",
    "href",
    "icon",
    "longdesc",
    "lowsrc",
    "manifest",
    "ping",
    "poster",
    "profile",
    "src",
    "srcset",
    "to",
    "usemap",
    "values",
    "xlink:href",
    "xml:base",
];

/// Attributes that nobody sees, and that hide nothing.
const UNSEEN_ATTRIBUTES: &[&str] = &[
    "accesskey",
    "class",
    "id",
    "itemid",
    "itemprop",
    "itemref",
    "itemtype",
    "lang",
    "name",
    "nonce",
    "part",
    "rel",
    "role",
    "slot",
    "tabindex",
    "target",
    "title",
    "translate",
    "xml:lang",
];

pub(crate) fn is_allowed(element: &str) -> bool {
    ALLOWED_ELEMENTS.contains(&element)
}

pub(crate) fn goes_with_content(element: &str) -> bool {
    REMOVED_WITH_CONTENT.contains(&element)
}

pub(crate) fn is_known(element: &str) -> bool {
    [INLINE_ELEMENTS, OTHER_ELEMENTS, REMOVED_WITH_CONTENT]
        .iter()
        .any(|list| list.contains(&element))
}

/// The allowed element that looks the same.
pub(crate) fn twin(element: &str) -> Option<&'static str> {
    TWINS
        .iter()
        .find(|(from, _)| *from == element)
        .map(|(_, to)| *to)
}

/// Whether text reads the same without the element's tags, or without the element where it goes with its content.
pub(crate) fn is_unseen(element: &str) -> bool {
    UNSEEN_ELEMENTS.contains(&element) || INLINE_ELEMENTS.contains(&element)
}

pub(crate) fn is_event_handler(attribute: &str) -> bool {
    attribute.len() > 2 && attribute.starts_with("on")
}

pub(crate) fn holds_url(attribute: &str) -> bool {
    URL_ATTRIBUTES.contains(&attribute)
}

pub(crate) fn acts_without_value(attribute: &str) -> bool {
    BOOLEAN_ATTRIBUTES.contains(&attribute)
}

/// Whether text reads the same without the attribute.
pub(crate) fn attribute_is_unseen(attribute: &str) -> bool {
    UNSEEN_ATTRIBUTES.contains(&attribute)
        || is_event_handler(attribute)
        || attribute.starts_with("data-")
        || attribute.starts_with("aria-")
}

/// Whether an attribute may do something on an element that nobody knows: those of every element, and those that a
/// page's scripts look for, which have more than letters in their names. What is left is prose, as in `x<y and c=d>e`.
pub(crate) fn acts_on_any_element(attribute: &str) -> bool {
    attribute_is_unseen(attribute)
        || holds_url(attribute)
        || matches!(
            attribute,
            "style" | "dir" | "contenteditable" | "is" | "srcdoc"
        )
        || !attribute.bytes().all(|byte| byte.is_ascii_alphanumeric())
}
