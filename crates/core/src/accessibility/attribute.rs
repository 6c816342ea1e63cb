//! The states and properties of WAI-ARIA 1.2, and what values they take.

/// The values an attribute takes (WAI-ARIA 1.2, section 6.2.4).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Values {
    /// One of these words.
    Token(&'static [&'static str]),
    /// Some of these words, with spaces between.
    Tokens(&'static [&'static str]),
    /// The id of an element.
    Id,
    /// The ids of elements, with spaces between.
    Ids,
    /// A whole number, at least this.
    Integer(i64),
    /// A number.
    Number,
    /// Any text.
    Text,
}

const TRUE_FALSE: Values = Values::Token(&["true", "false"]);
const TRUE_FALSE_UNDEFINED: Values = Values::Token(&["true", "false", "undefined"]);
const TRISTATE: Values = Values::Token(&["true", "false", "mixed", "undefined"]);

/// How far an attribute may be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Use {
    /// On elements whose role supports it.
    Role,
    /// On every element.
    Global,
    /// On every element, though WAI-ARIA 1.2 advises against it where the role does not support it.
    Tolerated,
    /// On every element, though WAI-ARIA 1.2 advises against it altogether.
    Deprecated,
}

macro_rules! attributes {
    ($($attribute:ident $name:literal $used:ident $values:expr;)+) => {
        /// A state or property.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum Attribute {
            $(#[doc = concat!("`", $name, "`")] $attribute,)+
        }

        /// Every attribute with its name, its use and its values, in the order of the enumeration.
        static ATTRIBUTES: &[(Attribute, &str, Use, Values)] =
            &[$((Attribute::$attribute, $name, Use::$used, $values),)+];
    };
}

attributes! {
    Actions "aria-actions" Global Values::Ids;
    ActiveDescendant "aria-activedescendant" Role Values::Id;
    Atomic "aria-atomic" Global TRUE_FALSE;
    AutoComplete "aria-autocomplete" Role Values::Token(&["inline", "list", "both", "none"]);
    BrailleLabel "aria-braillelabel" Global Values::Text;
    BrailleRoleDescription "aria-brailleroledescription" Global Values::Text;
    Busy "aria-busy" Global TRUE_FALSE;
    Checked "aria-checked" Role TRISTATE;
    ColCount "aria-colcount" Role Values::Integer(-1);
    ColIndex "aria-colindex" Role Values::Integer(1);
    ColIndexText "aria-colindextext" Role Values::Text;
    ColSpan "aria-colspan" Role Values::Integer(1);
    Controls "aria-controls" Global Values::Ids;
    Current "aria-current" Global
        Values::Token(&["page", "step", "location", "date", "time", "true", "false"]);
    DescribedBy "aria-describedby" Global Values::Ids;
    Description "aria-description" Global Values::Text;
    Details "aria-details" Global Values::Ids;
    Disabled "aria-disabled" Tolerated TRUE_FALSE;
    DropEffect "aria-dropeffect" Deprecated
        Values::Tokens(&["copy", "execute", "link", "move", "none", "popup"]);
    ErrorMessage "aria-errormessage" Tolerated Values::Ids;
    Expanded "aria-expanded" Role TRUE_FALSE_UNDEFINED;
    FlowTo "aria-flowto" Global Values::Ids;
    Grabbed "aria-grabbed" Deprecated TRUE_FALSE_UNDEFINED;
    HasPopup "aria-haspopup" Tolerated
        Values::Token(&["true", "false", "menu", "listbox", "tree", "grid", "dialog"]);
    Hidden "aria-hidden" Global TRUE_FALSE_UNDEFINED;
    Invalid "aria-invalid" Tolerated Values::Token(&["true", "false", "grammar", "spelling"]);
    KeyShortcuts "aria-keyshortcuts" Global Values::Text;
    Label "aria-label" Global Values::Text;
    LabelledBy "aria-labelledby" Global Values::Ids;
    Level "aria-level" Role Values::Integer(1);
    Live "aria-live" Global Values::Token(&["assertive", "off", "polite"]);
    Modal "aria-modal" Role TRUE_FALSE;
    MultiLine "aria-multiline" Role TRUE_FALSE;
    MultiSelectable "aria-multiselectable" Role TRUE_FALSE;
    Orientation "aria-orientation" Role Values::Token(&["horizontal", "vertical", "undefined"]);
    Owns "aria-owns" Global Values::Ids;
    Placeholder "aria-placeholder" Role Values::Text;
    PosInSet "aria-posinset" Role Values::Integer(1);
    Pressed "aria-pressed" Role TRISTATE;
    ReadOnly "aria-readonly" Role TRUE_FALSE;
    Relevant "aria-relevant" Global Values::Tokens(&["additions", "all", "removals", "text"]);
    Required "aria-required" Role TRUE_FALSE;
    RoleDescription "aria-roledescription" Global Values::Text;
    RowCount "aria-rowcount" Role Values::Integer(-1);
    RowIndex "aria-rowindex" Role Values::Integer(1);
    RowIndexText "aria-rowindextext" Role Values::Text;
    RowSpan "aria-rowspan" Role Values::Integer(0);
    Selected "aria-selected" Role TRUE_FALSE_UNDEFINED;
    SetSize "aria-setsize" Role Values::Integer(-1);
    Sort "aria-sort" Role Values::Token(&["ascending", "descending", "none", "other"]);
    ValueMax "aria-valuemax" Role Values::Number;
    ValueMin "aria-valuemin" Role Values::Number;
    ValueNow "aria-valuenow" Role Values::Number;
    ValueText "aria-valuetext" Role Values::Text;
}

impl Attribute {
    /// The attribute of this name.
    pub fn from_name(name: &str) -> Option<Self> {
        ATTRIBUTES
            .binary_search_by(|(_, other, ..)| (*other).cmp(name))
            .ok()
            .map(|place| ATTRIBUTES[place].0)
    }

    /// Every attribute.
    pub fn all() -> impl Iterator<Item = Self> {
        ATTRIBUTES.iter().map(|(attribute, ..)| *attribute)
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        ATTRIBUTES[self as usize].1
    }

    /// The values it takes.
    pub fn values(self) -> Values {
        ATTRIBUTES[self as usize].3
    }

    /// Whether it may be used on every element, whatever its role.
    pub fn is_global(self) -> bool {
        ATTRIBUTES[self as usize].2 != Use::Role
    }

    /// Whether WAI-ARIA 1.2 advises against it.
    pub fn is_deprecated(self) -> bool {
        ATTRIBUTES[self as usize].2 == Use::Deprecated
    }

    /// Whether it is global only for the sake of old pages: where the role does not support it, WAI-ARIA 1.2 advises
    /// against it.
    pub fn is_tolerated(self) -> bool {
        ATTRIBUTES[self as usize].2 == Use::Tolerated
    }
}

/// Some attributes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Attributes(u64);

impl Attributes {
    /// None.
    pub const NONE: Self = Self(0);

    /// These.
    pub const fn of(attributes: &[Attribute]) -> Self {
        let mut bits = 0;
        let mut index = 0;
        while index < attributes.len() {
            bits |= 1 << attributes[index] as u32;
            index += 1;
        }
        Self(bits)
    }

    /// These and those.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether this is one of them.
    pub const fn contains(self, attribute: Attribute) -> bool {
        self.0 & (1 << attribute as u32) != 0
    }

    /// Each of them.
    pub fn iter(self) -> impl Iterator<Item = Attribute> {
        Attribute::all().filter(move |attribute| self.contains(*attribute))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_stands_in_the_order_of_the_enumeration() {
        for (place, (attribute, name, ..)) in ATTRIBUTES.iter().enumerate() {
            assert_eq!(*attribute as usize, place, "{name}");
            assert_eq!(Attribute::from_name(name), Some(*attribute));
        }
        assert!(ATTRIBUTES.len() <= 64, "a set has a bit for each");
        assert_eq!(Attribute::from_name("aria-labeledby"), None);
    }
}
