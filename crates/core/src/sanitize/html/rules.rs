//! The rules of area `html`.

use crate::finding::declare::rules;

rules! {
    /// HTML holds only the elements a messenger shows: `p`, `br`, `strong`, `em`, `u`, `span` and `div`
    /// (guide 001, `ALLOWED_TAGS`).
    ///
    /// Anything else is either dropped on the way, so that the guest sees something other than was written, or does what
    /// text must not do: load, submit, run. `script`, `style`, `svg` and their kind go with all they hold; of other
    /// elements the tags go and the text stays. `b` and `i` have twins that are allowed.
    ///
    /// Invalid:
    ///
    /// ```json rich-card /components/0/text
    /// "Sale <marquee>today</marquee>"
    /// ```
    ///
    /// ```json rich-card /components/0/text
    /// "Sale<script>track()</script>"
    /// ```
    ///
    /// Valid:
    ///
    /// ```json rich-card /components/0/text
    /// "Sale <strong>today</strong>"
    /// ```
    ///
    /// ```json rich-card /components/0/text
    /// "5 < 6"
    /// ```
    pub(crate) ELEMENT = "html/element", Error, Security,
        "HTML holds an element that messages may not hold.";
    /// HTML holds only the attributes a messenger keeps: a `style` on `span` and `div` (guide 001, `ALLOWED_ATTRS`).
    ///
    /// A `class` or an `id` takes on what the page around it gives that name, and scripts of the page look elements up by
    /// it (DOM clobbering).
    ///
    /// Invalid:
    ///
    /// ```json rich-card /components/0/text
    /// "<p class=\"banner\">Sale</p>"
    /// ```
    ///
    /// Valid:
    ///
    /// ```json rich-card /components/0/text
    /// "<span style=\"color: #b00020; background-color: #ffffff\">Sale</span>"
    /// ```
    pub(crate) ATTRIBUTE = "html/attribute", Error, Security,
        "HTML holds an attribute that messages may not hold.";
    /// HTML holds no event handlers: attributes that begin with `on` run their value as a script.
    ///
    /// Decided on the parsed tag, so that "Conversion = 5%" and "month=May" are prose and no spelling of a real handler
    /// gets by.
    ///
    /// Invalid:
    ///
    /// ```json rich-card /components/0/text
    /// "<p onclick=\"go()\">Sale</p>"
    /// ```
    ///
    /// Valid:
    ///
    /// ```json rich-card /components/0/text
    /// "Conversion = 5%, online=yes"
    /// ```
    pub(crate) EVENT_HANDLER = "html/event-handler", Error, Security,
        "HTML holds an event handler, which runs as a script.";
    /// No attribute holds a URL that runs as a script (`javascript:`, `vbscript:`) or opens as a document of its own
    /// (`data:`).
    ///
    /// Read as a browser reads it: character references are resolved, tabs and line breaks inside the scheme do not count
    /// ([WHATWG URL](https://url.spec.whatwg.org/#concept-basic-url-parser)).
    ///
    /// Invalid:
    ///
    /// ```json rich-card /components/0/text
    /// "<p cite=\"java&#x09;script:go()\">Sale</p>"
    /// ```
    ///
    /// Valid:
    ///
    /// ```json rich-card /components/0/text
    /// "javascript: the good parts"
    /// ```
    pub(crate) SCRIPT_URL = "html/script-url", Error, Security,
        "An attribute holds a URL that runs as a script or opens as a document of its own.";
    /// A link that opens a window of its own keeps that window from reaching back: with `rel="noopener"` or `noreferrer`.
    ///
    /// Without it the page over there can send this one elsewhere (`window.opener.location`), in browsers that do not yet
    /// imply `noopener`. Messages hold no links in HTML at all; this says why such a one is worse than others.
    ///
    /// Invalid:
    ///
    /// ```json rich-card /components/0/text
    /// "<p target=\"_blank\">Sale</p>"
    /// ```
    ///
    /// Valid:
    ///
    /// ```json rich-card /components/0/text
    /// "<p>Sale</p>"
    /// ```
    pub(crate) BLANK_TARGET = "html/blank-target", Error, Security,
        "A link opens a window that can reach back to the page.";
    /// HTML holds no comments, document types, processing instructions or CDATA.
    ///
    /// Nobody sees them, older browsers run some (`<!--[if IE]>`), and parsers disagree about where they end.
    ///
    /// Invalid:
    ///
    /// ```json rich-card /components/0/text
    /// "Sale <!-- until Friday -->"
    /// ```
    ///
    /// Valid:
    ///
    /// ```json rich-card /components/0/text
    /// "Sale <3 !"
    /// ```
    pub(crate) COMMENT = "html/comment", Error, Security,
        "HTML holds a comment or a declaration.";
    /// Text in HTML is not read as a tag by mistake.
    ///
    /// `List<String>` names no element and `<b and c>` gives one attributes that do nothing: a browser drops them and the
    /// guest reads less than was written. Write `&lt;` for `<`.
    ///
    /// Invalid:
    ///
    /// ```json rich-card /components/0/text
    /// "Returns a List<String>"
    /// ```
    ///
    /// Valid:
    ///
    /// ```json rich-card /components/0/text
    /// "Returns a List&lt;String>"
    /// ```
    ///
    /// ```json rich-card /components/0/text
    /// "5 < 6 and 7 <8"
    /// ```
    pub(crate) LOST_TEXT = "html/lost-text", Warning, Platform,
        "Text would be read as a tag and not be shown.";
    /// A text with markup, in HTML or Markdown, is small enough to be judged (limit `text.markup-bytes`), and so are all of
    /// a document together (limit `text.markup-bytes-in-all`).
    ///
    /// Parsers take more than linear time on markup that is made to hurt; a longer text is refused unread. Text without
    /// markup has no such limit.
    ///
    /// Invalid:
    ///
    /// ```toml policy
    /// limits."text.markup-bytes" = 40
    /// ```
    ///
    /// ```json rich-card /components/0/text
    /// "<p>This text has more than forty bytes.</p>"
    /// ```
    ///
    /// Valid:
    ///
    /// ```toml policy
    /// limits."text.markup-bytes" = 40
    /// ```
    ///
    /// ```json rich-card /components/0/text
    /// "This text has more than forty bytes and no markup."
    /// ```
    pub(crate) TOO_LARGE = "html/too-large", Error, Limit,
        "A text with markup is larger than is judged.";
    /// Elements in HTML nest no deeper than the limit `text.markup-depth`.
    ///
    /// Cleaners are quadratic in depth, and no message needs more than a few levels. Elements that are never closed count
    /// as open to the end.
    ///
    /// Invalid:
    ///
    /// ```toml policy
    /// limits."text.markup-depth" = 2
    /// ```
    ///
    /// ```json rich-card /components/0/text
    /// "<div><div><div>Sale</div></div></div>"
    /// ```
    ///
    /// Valid:
    ///
    /// ```toml policy
    /// limits."text.markup-depth" = 2
    /// ```
    ///
    /// ```json rich-card /components/0/text
    /// "<div><div>Sale</div></div>"
    /// ```
    pub(crate) DEPTH = "html/depth", Error, Limit,
        "Elements are nested deeper than is judged.";
}
