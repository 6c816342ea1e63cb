//! The catalogue of faults, and of things that look like faults and are none.

use super::mutate::Page;

/// A mutation: a name, and what it does; it says whether it found something to do it to.
type Mutation = (&'static str, fn(&mut Page<'_>) -> bool);

const CONTROLS: &[&str] = &["input", "select", "textarea"];
const FOCUSABLE: &[&str] = &["input", "select", "textarea", "button", "a", "summary"];

/// Every mutation.
pub(super) const MUTATIONS: &[Mutation] = &[
    ("missing-label", |page| page.remove(&["label"])),
    ("empty-label", |page| page.empty(&["label"])),
    ("bad-for", |page| page.change("label", "for", "nowhere")),
    ("placeholder-for-label", |page| {
        page.remove(&["label"]) && page.set(CONTROLS, "placeholder", &["Type here"])
    }),
    ("title-for-label", |page| {
        page.remove(&["label"]) && page.set(CONTROLS, "title", &["Your answer"])
    }),
    ("aria-label-on-control", |page| {
        page.set(CONTROLS, "aria-label", &["Something else", " ", ""])
    }),
    ("duplicate-id", |page| page.duplicate_id()),
    ("missing-id", |page| page.without(&[], "id")),
    ("invalid-role", |page| {
        page.set(&[], "role", &["buton", "foo", "txtbox", "dialogue", "Log"])
    }),
    ("other-role", |page| {
        page.set(
            &["div", "p", "ul", "span", "section"],
            "role",
            &[
                "group",
                "region",
                "status",
                "none",
                "presentation",
                "note",
                "list",
                "img",
                "heading",
                "listitem",
            ],
        )
    }),
    ("role-without-its-state", |page| {
        page.set(
            &["div", "p", "span"],
            "role",
            &[
                "checkbox",
                "switch",
                "slider",
                "radio",
                "combobox",
                "option",
                "separator",
                "meter",
            ],
        )
    }),
    ("role-without-its-children", |page| {
        page.set(
            &["div", "ul"],
            "role",
            &["listbox", "menu", "tablist", "table", "tree", "radiogroup"],
        )
    }),
    ("role-on-control", |page| {
        page.set(
            &["button", "input", "a", "select"],
            "role",
            &[
                "none",
                "presentation",
                "switch",
                "link",
                "checkbox",
                "button",
                "heading",
                "textbox",
                "combobox",
            ],
        )
    }),
    ("unknown-aria-attribute", |page| {
        page.set(&[], "aria-labeledby", &["title"]) || page.set(&[], "aria-requird", &["true"])
    }),
    ("invalid-aria-value", |page| {
        let (name, value) = page.one_of(&[
            ("aria-invalid", "maybe"),
            ("aria-live", "loud"),
            ("aria-hidden", "yes"),
            ("aria-required", "yes"),
            ("aria-expanded", "open"),
            ("aria-disabled", ""),
            ("aria-haspopup", "window"),
            ("aria-level", "one"),
            ("aria-checked", "2"),
        ]);
        page.set(&[], name, &[value])
    }),
    ("valid-aria-value", |page| {
        let (name, value) = page.one_of(&[
            ("aria-invalid", "true"),
            ("aria-live", "polite"),
            ("aria-required", "true"),
            ("aria-required", "false"),
            ("aria-disabled", "true"),
            ("aria-busy", "true"),
            ("aria-describedby", "title"),
        ]);
        page.set(&[], name, &[value])
    }),
    ("dangling-reference", |page| {
        let (name, value) = page.one_of(&[
            ("aria-labelledby", "nowhere"),
            ("aria-describedby", "nowhere"),
            ("aria-controls", "nowhere"),
            ("aria-labelledby", "nowhere title"),
            ("aria-errormessage", "nowhere"),
        ]);
        page.set(&[], name, &[value])
    }),
    ("forbidden-aria-attribute", |page| {
        let (name, value) = page.one_of(&[
            ("aria-checked", "true"),
            ("aria-selected", "true"),
            ("aria-pressed", "true"),
            ("aria-level", "2"),
            ("aria-expanded", "false"),
            ("aria-valuenow", "3"),
            ("aria-multiline", "true"),
        ]);
        page.set(&[], name, &[value])
    }),
    ("forbidden-name", |page| {
        page.set(
            &["div", "span", "p", "label", "strong", "em"],
            "aria-label",
            &["A name"],
        )
    }),
    ("empty-button", |page| {
        page.empty(&["button"]) && page.without(&["button"], "aria-label")
    }),
    ("button-without-label", |page| {
        page.without(&["button"], "aria-label")
    }),
    ("empty-link", |page| page.empty(&["a"])),
    ("empty-heading", |page| {
        page.empty(&["h1", "h2", "h3", "h4"])
    }),
    ("empty-legend", |page| page.empty(&["legend"])),
    ("missing-legend", |page| page.remove(&["legend"])),
    ("heading-level", |page| {
        page.set(&["h1", "h2", "h3"], "aria-level", &["1", "3", "5", "6"])
    }),
    ("image-without-text", |page| page.without(&["img"], "alt")),
    ("decorative-image", |page| {
        page.set(&["img"], "alt", &["", " "])
    }),
    ("dialog-without-name", |page| {
        page.without(&[], "aria-labelledby") && page.without(&[], "aria-label")
    }),
    ("bad-autocomplete", |page| {
        page.set(
            CONTROLS,
            "autocomplete",
            &[
                "fullname",
                "name email",
                "home email",
                "home name",
                "section-a shipping street-address",
                "off name",
                "none",
                "username webauthn",
            ],
        )
    }),
    ("required", |page| page.set(CONTROLS, "required", &[""])),
    ("disabled", |page| {
        page.set(
            &["input", "select", "textarea", "button"],
            "disabled",
            &[""],
        )
    }),
    ("read-only", |page| {
        page.set(&["input", "textarea"], "readonly", &[""])
    }),
    ("hidden", |page| page.set(&[], "hidden", &[""])),
    ("aria-hidden", |page| {
        page.set(&[], "aria-hidden", &["true"])
    }),
    ("aria-hidden-control", |page| {
        page.set(FOCUSABLE, "aria-hidden", &["true"])
    }),
    ("invisible", |page| {
        let style = page.one_of(&[
            "display:none",
            "visibility:hidden",
            "opacity:0",
            "position:absolute;left:-9999px",
        ]);
        page.style(&[], style)
    }),
    ("out-of-the-order", |page| {
        page.set(&[], "tabindex", &["1", "5", "-1", "0"])
    }),
    ("not-focusable", |page| {
        page.set(FOCUSABLE, "tabindex", &["-1"])
    }),
    ("small-target", |page| {
        page.style(
            &["button", "input", "a"],
            "width:16px;height:16px;min-width:0;min-height:0;padding:0;margin:0",
        )
    }),
    ("crowded-targets", |page| {
        page.style_all(
            &["button"],
            "min-width:0;min-height:0;width:20px;height:20px;padding:0;margin:0;border:0",
        )
    }),
    ("colors", |page| {
        let style = format!("color:{};background-color:{}", page.color(), page.color());
        page.style(&[], &style)
    }),
    ("text-color", |page| {
        let style = format!("color:{}", page.color());
        page.style(&[], &style)
    }),
    ("background", |page| {
        let style = format!("background:{}", page.color());
        page.style(&["body", "div", "form", "main", "p", "section"], &style)
    }),
    ("translucent", |page| {
        // Opacities that Chromium writes as they are: axe reads `80`, which is 0.502, as 0.5.
        let opacity = page.one_of(&["33", "99", "cc"]);
        let style = format!("color:{}{opacity}", page.color());
        page.style(&[], &style)
    }),
    ("text-size", |page| {
        let style = page.one_of(&[
            "font-size:24px",
            "font-size:18.66px;font-weight:700",
            "font-size:23px",
            "font-size:1.5em",
        ]);
        page.style(&[], style)
    }),
    ("spacing-that-stays", |page| {
        let style = page.one_of(&[
            "line-height:1 !important",
            "letter-spacing:0.01em !important",
            "word-spacing:0 !important",
        ]);
        page.style(&[], style)
    }),
    ("language", |page| {
        page.set(
            &["p", "span", "li", "div"],
            "lang",
            &["en", "xx-nope", "de-CH", "123", "", "english"],
        )
    }),
    ("page-language", |page| {
        page.set(&["html"], "lang", &["", "xx-nope", "de"])
    }),
    ("list-of-something-else", |page| {
        page.rename("ul", "li", "div")
    }),
    ("link-without-target", |page| page.without(&["a"], "href")),
];
