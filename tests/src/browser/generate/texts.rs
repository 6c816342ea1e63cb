//! What authors write into payloads.

use fastrand::Rng;

const LABELS: &[&str] = &[
    "Full name",
    "E-mail",
    "Order number",
    "How can we help you today?",
    "Your \"order\" & <more>",
    "Vollständiger Name",
    "¿Cómo podemos ayudarle?",
    "Numéro de téléphone",
    "お名前",
    "الاسم الكامل",
    "  Spaces   everywhere  ",
    "😀",
    "Postleitzahl-der-Rechnungsadresse-ohne-Leerzeichen",
    "I agree to the terms.",
    "1",
    "No",
    "*",
];

const COLORS: &[&str] = &[
    "#0056B3", "#000000", "#ffffff", "#808080", "#777777", "#FFD600", "#FF5C8A", "#00FF00",
];

const MARKDOWN: &[&str] = &[
    "Your order has been **processed**.",
    "# Title\n\nText with *stress* and `code`.",
    "### Third\n\nText\n\n##### Fifth\n\nMore",
    "- one\n- two\n  - two and a half\n\n1. first\n2. second",
    "[Track it](https://example.com/o/1) or [track it](https://example.com/o/2), or <https://example.com>.",
    "[](https://example.com/empty)",
    "![A parcel](https://example.com/parcel.png)\n\n![](https://example.com/line.png)",
    "> A quote\n\n---\n\n```\ncode\n```",
    "| a | b |\n|---|---|\n| 1 | 2 |",
    "~~gone~~ and\\\nbroken",
    "",
];

const HTML: &[&str] = &[
    "Plain text.",
    "<p>One</p><p>Two <strong>strong</strong> <em>stressed</em></p>",
    "<span style=\"color: #777777\">grey</span> and <u>under</u>",
    "<div style=\"background-color: #0056B3; color: #000000\">Black on blue</div>",
    "<span style=\"font-size: 24px; color: #949494\">large</span>",
    "a &lt;b&gt; &amp; c<br>d",
    "",
];

pub(super) fn label(random: &mut Rng) -> String {
    pick(LABELS, random)
}

/// A name, which all but one in ten payloads have.
pub(super) fn name(random: &mut Rng) -> String {
    if random.u8(0..10) == 0 {
        String::new()
    } else {
        label(random)
    }
}

/// A colour of a brand: one in three one that is known to make trouble.
pub(super) fn color(random: &mut Rng) -> String {
    if random.u8(0..3) == 0 {
        pick(COLORS, random)
    } else {
        any_color(random)
    }
}

/// Any colour at all.
pub(super) fn any_color(random: &mut Rng) -> String {
    format!("#{:06x}", random.u32(0..0x0100_0000))
}

pub(super) fn markdown(random: &mut Rng) -> String {
    pick(MARKDOWN, random)
}

pub(super) fn html(random: &mut Rng) -> String {
    pick(HTML, random)
}

fn pick(texts: &[&str], random: &mut Rng) -> String {
    texts[random.usize(0..texts.len())].to_owned()
}
