//! The catalogue of faults, and of things that look like faults and are none: what goes wrong in real pages, done to what
//! is drawn.

use fastrand::Rng;
use preflight_core::dom::{Document, NodeId};

/// A mutation: a name, and what it does; it says whether it found something to do it to.
type Mutation = (&'static str, fn(&mut Page<'_>) -> bool);

/// Does one of the mutations, and says which.
pub(super) fn once(document: &mut Document, random: &mut Rng) -> Option<&'static str> {
    const TRIES: usize = 20;
    let mut page = Page { document, random };
    (0..TRIES).find_map(|_| {
        let (name, mutate) = CATALOGUE[page.random.usize(0..CATALOGUE.len())];
        mutate(&mut page).then_some(name)
    })
}

const CONTROLS: &[&str] = &["input", "select", "textarea"];
const FOCUSABLE: &[&str] = &["input", "select", "textarea", "button", "a", "summary"];

const CATALOGUE: &[Mutation] = &[
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
        page.set(
            &[],
            "role",
            &["buton", "foo", "text box", "dialogue", "Log"],
        )
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
        let style = format!("color:{}80", page.color());
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

/// A page that is being mutated.
struct Page<'p> {
    document: &'p mut Document,
    random: &'p mut Rng,
}

impl Page<'_> {
    /// One of some things.
    fn one_of<T: Copy>(&mut self, things: &[T]) -> T {
        things[self.random.usize(0..things.len())]
    }

    fn color(&mut self) -> String {
        format!("#{:06x}", self.random.u32(0..0x0100_0000))
    }

    /// One of the elements of these names, or of those in the body, that is as it is asked for.
    fn pick(&mut self, names: &[&str], is: impl Fn(&Document, NodeId) -> bool) -> Option<NodeId> {
        let body = self
            .document
            .elements()
            .find(|id| self.document.html_name(*id) == Some("body"))?;
        let found: Vec<NodeId> = self
            .document
            .elements()
            .filter(|id| {
                let name = self.document.html_name(*id);
                match names {
                    [] => {
                        name.is_some() && self.document.ancestors(*id).any(|around| around == body)
                    }
                    names => name.is_some_and(|name| names.contains(&name)),
                }
            })
            .filter(|id| is(self.document, *id))
            .collect();
        (!found.is_empty()).then(|| self.one_of(&found))
    }

    fn set(&mut self, names: &[&str], attribute: &str, values: &[&str]) -> bool {
        let value = self.one_of(values);
        let Some(id) = self.pick(names, |_, _| true) else {
            return false;
        };
        self.document.set_attribute(id, attribute, value);
        true
    }

    /// Another value for an attribute that is there.
    fn change(&mut self, name: &str, attribute: &str, value: &str) -> bool {
        let Some(id) = self.pick(&[name], |page, id| page.attribute(id, attribute).is_some())
        else {
            return false;
        };
        self.document.set_attribute(id, attribute, value);
        true
    }

    fn without(&mut self, names: &[&str], attribute: &str) -> bool {
        let Some(id) = self.pick(names, |page, id| page.attribute(id, attribute).is_some()) else {
            return false;
        };
        self.document.remove_attribute(id, attribute);
        true
    }

    fn remove(&mut self, names: &[&str]) -> bool {
        let Some(id) = self.pick(names, |_, _| true) else {
            return false;
        };
        self.document.remove(id);
        true
    }

    /// Takes out what an element holds.
    fn empty(&mut self, names: &[&str]) -> bool {
        let Some(id) = self.pick(names, |page, id| !page.children(id).is_empty()) else {
            return false;
        };
        for child in self.document.children(id).to_vec() {
            self.document.remove(child);
        }
        true
    }

    fn style(&mut self, names: &[&str], style: &str) -> bool {
        let Some(id) = self.pick(names, |_, _| true) else {
            return false;
        };
        let old = self.document.attribute(id, "style").unwrap_or_default();
        let new = format!("{old};{style}");
        self.document
            .set_attribute(id, "style", new.trim_start_matches(';'));
        true
    }

    fn duplicate_id(&mut self) -> bool {
        let Some(one) = self.pick(&[], |page, id| page.attribute(id, "id").is_some()) else {
            return false;
        };
        let Some(other) = self.pick(&[], |_, id| id != one) else {
            return false;
        };
        let id = self
            .document
            .attribute(one, "id")
            .unwrap_or_default()
            .to_owned();
        self.document.set_attribute(other, "id", &id);
        true
    }

    /// Puts another element in the place of one inside another.
    fn rename(&mut self, around: &str, name: &str, other: &str) -> bool {
        let inside = |page: &Document, id: NodeId| {
            page.parent(id)
                .is_some_and(|parent| page.html_name(parent) == Some(around))
        };
        let Some(id) = self.pick(&[name], inside) else {
            return false;
        };
        let text = self.document.text_content(id);
        let Some(parent) = self.document.parent(id) else {
            return false;
        };
        self.document.remove(id);
        let new = self.document.add_element(parent, other);
        self.document.add_text(new, &text);
        true
    }
}
