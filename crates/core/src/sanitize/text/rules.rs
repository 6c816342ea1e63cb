//! The rules of area `text`.

use crate::finding::declare::rules;

rules! {
    /// A plain text holds no markup.
    ///
    /// A name, label or value is shown as it is. Where a renderer forgets to escape it, markup in it runs (guide 004 strips
    /// `<script>` for that reason, in a way that can be undone); where it does not, the guest reads tags. Decided as the
    /// tokenizer of browsers decides, so that "a < b", `List<String>` and `<help@example.com>` are text.
    ///
    /// Invalid:
    ///
    /// ```json participant-variables /attributes/note
    /// "<script>alert('xss')</script>REF-2024"
    /// ```
    ///
    /// Valid:
    ///
    /// ```json participant-variables /attributes/note
    /// "REF-2024"
    /// ```
    ///
    /// ```json participant-variables /attributes/note
    /// "a < b, List<String>"
    /// ```
    pub(crate) MARKUP = "text/markup", Error, Security,
        "A plain text holds markup.";
    /// A text is not, as a whole, a URL that runs as a script or opens as a document of its own.
    ///
    /// Prose that begins with such a word has a space after the colon.
    ///
    /// Invalid:
    ///
    /// ```json participant-variables /attributes/note
    /// "javascript:alert(1)"
    /// ```
    ///
    /// Valid:
    ///
    /// ```json participant-variables /attributes/note
    /// "javascript: the good parts"
    /// ```
    ///
    /// ```json participant-variables /attributes/note
    /// "Your data: 5 GB"
    /// ```
    pub(crate) SCRIPT_URL = "text/script-url", Error, Security,
        "A text is a URL that runs as a script or opens as a document of its own.";
    /// A text holds no event handler written as an attribute.
    ///
    /// `" onmouseover="go()` becomes one where a renderer puts the text between quotes without escaping it. Only names of
    /// events count, and only where the text leaves a quotation or calls something.
    ///
    /// Invalid:
    ///
    /// ```json participant-variables /attributes/note
    /// "\" onmouseover=\"go()"
    /// ```
    ///
    /// Valid:
    ///
    /// ```json participant-variables /attributes/note
    /// "on time = 98 %"
    /// ```
    ///
    /// ```json participant-variables /attributes/note
    /// "Set onclick= in the template"
    /// ```
    pub(crate) EVENT_HANDLER = "text/event-handler", Error, Security,
        "A text holds an event handler in the form of an attribute.";
    /// A text holds no control characters other than tab and line feed, and no line or paragraph separators (U+2028,
    /// U+2029).
    ///
    /// They cut texts short, move cursors, and end lines where a reader sees none.
    ///
    /// Invalid:
    ///
    /// ```json participant-variables /attributes/note
    /// "REF\u0000-2024"
    /// ```
    ///
    /// Valid:
    ///
    /// ```json participant-variables /attributes/note
    /// "REF-2024\nsecond line"
    /// ```
    pub(crate) CONTROL_CHARACTER = "text/control-character", Error, Security,
        "A text holds a control character.";
    /// A label or URL holds no control that changes the direction of text beyond itself.
    ///
    /// An override shows letters in an order nobody reads ("Trojan Source", CVE-2021-42574): `gpj.exe` reads `exe.jpg`.
    /// Embeddings and isolates that are ended again may stand in labels; in URLs nothing may.
    ///
    /// Invalid:
    ///
    /// ```json rich-card /components/2/buttons/0/label
    /// "\u202egpj.exe"
    /// ```
    ///
    /// Valid:
    ///
    /// ```json rich-card /components/2/buttons/0/label
    /// "\u2067שלום\u2069"
    /// ```
    pub(crate) BIDI_CONTROL = "text/bidi-control", Error, Security,
        "A label or URL holds a control that changes the direction of text.";
    /// A text to read ends what it begins: an embedding or isolate that stays open turns what stands after the message, and
    /// an override shows letters in an order nobody reads.
    ///
    /// Invalid:
    ///
    /// ```json rich-card /components/1/components/0/text
    /// "Total: \u202e05.21"
    /// ```
    ///
    /// Valid:
    ///
    /// ```json rich-card /components/1/components/0/text
    /// "\u2067שלום\u2069 and hello"
    /// ```
    pub(crate) BIDI_CONTROL_IN_BODY = "text/bidi-control-in-body", Warning, Security,
        "A text holds a control that changes the direction of what stands around it.";
    /// A text holds no characters that nobody can see, where they do no work: zero width spaces, word joiners, byte order
    /// marks, stray tags and variation selectors.
    ///
    /// They make two names look alike and carry what no reader knows of. Joiners shape letters of many scripts and hold
    /// emoji together; there they belong.
    ///
    /// Invalid:
    ///
    /// ```json rich-card /components/2/buttons/0/label
    /// "Sup\u200bport"
    /// ```
    ///
    /// Valid:
    ///
    /// ```json rich-card /components/2/buttons/0/label
    /// "👩‍💻 می‌خواهم"
    /// ```
    pub(crate) INVISIBLE_CHARACTER = "text/invisible-character", Error, Security,
        "A text holds a character that nobody can see.";
    /// A word is written in one script, where scripts have letters that look alike: Latin, Greek, Cyrillic, Armenian,
    /// Cherokee.
    ///
    /// "pаypal" with a Cyrillic а is another word that reads the same ([UTS #39](https://www.unicode.org/reports/tr39/)).
    /// A label may hold words of several scripts, and signs such as Ω or Δ stand in units and formulas.
    ///
    /// Invalid:
    ///
    /// ```json rich-card /components/2/buttons/0/label
    /// "p\u0430ypal"
    /// ```
    ///
    /// Valid:
    ///
    /// ```json rich-card /components/2/buttons/0/label
    /// "USB-кабель 5 kΩ"
    /// ```
    pub(crate) MIXED_SCRIPT = "text/mixed-script", Warning, Security,
        "A word mixes scripts whose letters look alike.";
}
