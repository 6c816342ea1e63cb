//! Everything that a drawn payload may consist of, as a table that code reads and docs print.
//!
//! It is closed: no element loads anything or runs anything, no attribute is an event handler or an address. What a payload
//! says stands only in texts and in attributes whose values are texts.

/// An element.
#[derive(Debug, Clone, Copy)]
pub struct VocabularyElement {
    /// Its name.
    pub name: &'static str,
    /// The namespace to make it in: `html` or `svg`.
    pub namespace: &'static str,
    /// The attributes it may have besides those of every element.
    pub attributes: &'static [&'static str],
}

/// An attribute.
#[derive(Debug, Clone, Copy)]
pub struct VocabularyAttribute {
    /// Its name.
    pub name: &'static str,
    /// The values it may have.
    pub value: VocabularyValue,
    /// Whether every element may have it.
    pub global: bool,
}

/// The values of an attribute.
#[derive(Debug, Clone, Copy)]
pub enum VocabularyValue {
    /// Any text, which is shown, read out or sent, and never read as anything else.
    Text,
    /// None: that it is there says it all.
    Flag,
    /// A whole number.
    Number,
    /// An id of the drawing: lower-case letters, digits and hyphens.
    Id,
    /// Several of them with spaces between.
    Ids,
    /// A drawing of lines, with the commands `M`, `L`, `H`, `V` and `Z`.
    Path,
    /// One of these.
    OneOf(&'static [&'static str]),
}

/// The vocabulary.
#[derive(Debug)]
pub struct Vocabulary {
    /// The elements, by name.
    pub elements: &'static [VocabularyElement],
    /// The attributes, by name.
    pub attributes: &'static [VocabularyAttribute],
}

const fn element(name: &'static str, attributes: &'static [&'static str]) -> VocabularyElement {
    VocabularyElement {
        name,
        namespace: "html",
        attributes,
    }
}

const fn drawing(name: &'static str, attributes: &'static [&'static str]) -> VocabularyElement {
    VocabularyElement {
        name,
        namespace: "svg",
        attributes,
    }
}

const fn everywhere(name: &'static str, value: VocabularyValue) -> VocabularyAttribute {
    VocabularyAttribute {
        name,
        value,
        global: true,
    }
}

const fn attribute(name: &'static str, value: VocabularyValue) -> VocabularyAttribute {
    VocabularyAttribute {
        name,
        value,
        global: false,
    }
}

/// Everything that a drawn payload may consist of.
pub static VOCABULARY: Vocabulary = Vocabulary {
    elements: &[
        element("a", &[]),
        element("article", &[]),
        element("br", &[]),
        element("button", &["type"]),
        element("code", &[]),
        element("dd", &[]),
        element("div", &[]),
        element("dl", &[]),
        element("dt", &[]),
        element("em", &[]),
        element("fieldset", &[]),
        element("form", &["novalidate"]),
        element("h1", &[]),
        element("h2", &[]),
        element("h3", &[]),
        element("h4", &[]),
        element("h5", &[]),
        element("h6", &[]),
        element(
            "input",
            &[
                "autocomplete",
                "name",
                "placeholder",
                "required",
                "type",
                "value",
            ],
        ),
        element("label", &["for"]),
        element("legend", &[]),
        element("li", &[]),
        element("ol", &["start"]),
        element("option", &["value"]),
        element("p", &[]),
        drawing("path", &["d"]),
        element("section", &[]),
        element("select", &["autocomplete", "required"]),
        element("span", &[]),
        element("strong", &[]),
        drawing("svg", &["focusable", "viewBox"]),
        element("table", &[]),
        element("tbody", &[]),
        element("td", &[]),
        element(
            "textarea",
            &["autocomplete", "placeholder", "required", "rows"],
        ),
        element("th", &["scope"]),
        element("thead", &[]),
        element("tr", &[]),
        element("u", &[]),
        element("ul", &[]),
    ],
    attributes: &[
        everywhere("aria-controls", VocabularyValue::Id),
        everywhere("aria-describedby", VocabularyValue::Ids),
        everywhere("aria-expanded", VocabularyValue::OneOf(&["true"])),
        everywhere("aria-haspopup", VocabularyValue::OneOf(&["dialog"])),
        everywhere("aria-hidden", VocabularyValue::OneOf(&["true"])),
        everywhere("aria-invalid", VocabularyValue::OneOf(&["true"])),
        everywhere("aria-label", VocabularyValue::Text),
        everywhere("aria-labelledby", VocabularyValue::Id),
        attribute("autocomplete", VocabularyValue::Text),
        attribute("d", VocabularyValue::Path),
        everywhere("dir", VocabularyValue::OneOf(&["auto", "ltr", "rtl"])),
        attribute("focusable", VocabularyValue::OneOf(&["false"])),
        attribute("for", VocabularyValue::Id),
        everywhere("hidden", VocabularyValue::Flag),
        everywhere("id", VocabularyValue::Id),
        everywhere(
            "lang",
            VocabularyValue::OneOf(&["", "ar", "de", "en", "es", "fr", "ja"]),
        ),
        attribute("name", VocabularyValue::Id),
        attribute("novalidate", VocabularyValue::Flag),
        attribute("placeholder", VocabularyValue::Text),
        attribute("required", VocabularyValue::Flag),
        everywhere("role", VocabularyValue::OneOf(&["dialog", "log"])),
        attribute("rows", VocabularyValue::Number),
        attribute("scope", VocabularyValue::OneOf(&["col", "row"])),
        attribute("start", VocabularyValue::Number),
        attribute(
            "type",
            VocabularyValue::OneOf(&[
                "button", "checkbox", "date", "email", "hidden", "number", "radio", "submit",
                "tel", "text",
            ]),
        ),
        attribute("value", VocabularyValue::Text),
        attribute("viewBox", VocabularyValue::OneOf(&["0 0 24 24"])),
    ],
};

impl Vocabulary {
    /// The element of that name.
    pub fn element(&self, name: &str) -> Option<&'static VocabularyElement> {
        let found = self.elements.binary_search_by(|known| known.name.cmp(name));
        found.ok().map(|place| &self.elements[place])
    }

    /// The attribute of that name, where an element may have it.
    pub fn attribute(
        &self,
        element: &VocabularyElement,
        name: &str,
    ) -> Option<&'static VocabularyAttribute> {
        let found = self
            .attributes
            .binary_search_by(|known| known.name.cmp(name));
        let attribute = found.ok().map(|place| &self.attributes[place])?;
        (attribute.global || element.attributes.contains(&name)).then_some(attribute)
    }

    /// The CSS properties that an element may have as styles of its own.
    pub fn properties() -> impl Iterator<Item = &'static str> {
        crate::sanitize::property_names().chain(SIZES.iter().copied())
    }
}

/// The sizes that views give elements of their own.
pub(super) const SIZES: &[&str] = &["width", "max-width", "min-height"];

impl VocabularyValue {
    /// Whether a value is one of these.
    pub fn accepts(self, value: &str) -> bool {
        let all = |accepts: fn(u8) -> bool| !value.is_empty() && value.bytes().all(accepts);
        match self {
            Self::Text => true,
            Self::Flag => value.is_empty(),
            Self::Number => value.len() <= 20 && all(|byte| byte.is_ascii_digit()),
            Self::Id => all(is_of_id),
            Self::Ids => all(|byte| is_of_id(byte) || byte == b' '),
            Self::Path => all(|byte| {
                byte.is_ascii_digit()
                    || matches!(byte, b' ' | b'-' | b'.')
                    || b"MmLlHhVvZz".contains(&byte)
            }),
            Self::OneOf(values) => values.contains(&value),
        }
    }
}

fn is_of_id(byte: u8) -> bool {
    byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_are_in_order_and_name_each_other() {
        assert!(
            VOCABULARY
                .elements
                .is_sorted_by(|one, next| one.name < next.name)
        );
        assert!(
            VOCABULARY
                .attributes
                .is_sorted_by(|one, next| one.name < next.name)
        );
        for element in VOCABULARY.elements {
            for name in element.attributes {
                assert!(VOCABULARY.attribute(element, name).is_some(), "{name}");
            }
        }
        for attribute in VOCABULARY
            .attributes
            .iter()
            .filter(|attribute| !attribute.global)
        {
            let mut elements = VOCABULARY.elements.iter();
            assert!(elements.any(|element| element.attributes.contains(&attribute.name)));
        }
    }

    #[test]
    fn nothing_in_it_runs_or_loads() {
        for element in VOCABULARY.elements {
            for dangerous in [
                "script", "style", "iframe", "img", "image", "link", "object", "embed", "meta",
                "base", "use",
            ] {
                assert_ne!(element.name, dangerous);
            }
        }
        for attribute in VOCABULARY.attributes {
            assert!(!attribute.name.starts_with("on"), "{}", attribute.name);
            for dangerous in [
                "action",
                "formaction",
                "href",
                "src",
                "srcset",
                "srcdoc",
                "style",
                "xlink:href",
                "background",
                "poster",
            ] {
                assert_ne!(attribute.name, dangerous);
            }
        }
    }
}
