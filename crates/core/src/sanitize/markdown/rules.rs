//! The rules of area `markdown`.

use crate::finding::declare::rules;

rules! {
    /// Markdown holds no HTML, not even what HTML may hold.
    ///
    /// Most renderers of Markdown pass HTML through as it is. Decided on the parsed text, so that a tag in `code` is code.
    ///
    /// Invalid:
    ///
    /// ```json rich-card /components/1/components/0/text
    /// "Your order is <b>ready</b>."
    /// ```
    ///
    /// Valid:
    ///
    /// ```json rich-card /components/1/components/0/text
    /// "Your order is **ready**."
    /// ```
    ///
    /// ```json rich-card /components/1/components/0/text
    /// "Write `<b>` for bold."
    /// ```
    pub(crate) RAW_HTML = "markdown/raw-html", Error, Security,
        "Markdown holds HTML.";
    /// Text in Markdown is not read as a tag by mistake.
    ///
    /// `List<String>` is HTML to Markdown; the guest would read `List`. Write `&lt;` for `<`.
    ///
    /// Invalid:
    ///
    /// ```json rich-card /components/1/components/0/text
    /// "Returns a List<String>."
    /// ```
    ///
    /// Valid:
    ///
    /// ```json rich-card /components/1/components/0/text
    /// "Returns a List&lt;String>."
    /// ```
    ///
    /// ```json rich-card /components/1/components/0/text
    /// "Mail <help@example.com>, 5 < 6."
    /// ```
    pub(crate) LOST_TEXT = "markdown/lost-text", Warning, Platform,
        "Text in Markdown would be read as a tag and not be shown.";
    /// Markdown keeps to what messengers draw: bold, italic, lists, links, inline code and line breaks.
    ///
    /// Headings, tables, images, quotations and blocks of code are drawn by some channels and shown as their source by
    /// others (Adaptive Cards and the connectors of Genesys' peers agree on these five).
    ///
    /// Invalid:
    ///
    /// ```json rich-card /components/1/components/0/text
    /// "# Your order"
    /// ```
    ///
    /// Valid:
    ///
    /// ```json rich-card /components/1/components/0/text
    /// "**Your order**\n\n- one\n- two"
    /// ```
    pub(crate) UNSUPPORTED = "markdown/unsupported", Warning, Platform,
        "Markdown uses what messengers do not draw.";
}
