//! What fields are for: the values of `autocomplete`
//! ([HTML, 4.10.18.7](https://html.spec.whatwg.org/multipage/form-control-infrastructure.html#autofill)).

/// The sort of field that a purpose belongs to, which says the types it may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    Text,
    Multiline,
    Password,
    Url,
    Username,
    Telephone,
    Numeric,
    Month,
    Date,
}

impl Sort {
    /// The type of `input` that it may have besides `text`, `search` and `hidden`.
    fn input(self) -> Option<&'static str> {
        match self {
            Self::Text | Self::Multiline => None,
            Self::Password => Some("password"),
            Self::Url => Some("url"),
            Self::Username => Some("email"),
            Self::Telephone => Some("tel"),
            Self::Numeric => Some("number"),
            Self::Month => Some("month"),
            Self::Date => Some("date"),
        }
    }

    /// Whether a field may have this purpose: a `select` or a `textarea` any, an `input` (given by its type) by the sort.
    pub(super) fn allows(self, input: Option<&str>) -> bool {
        match input {
            None | Some("hidden") => true,
            Some("text" | "search") => self != Self::Multiline,
            Some(other) => self.input() == Some(other),
        }
    }
}

/// A purpose.
#[derive(Debug)]
pub(super) struct Purpose {
    name: &'static str,
    pub(super) sort: Sort,
    /// Whether it is a way to reach someone, at home, at work and so on.
    pub(super) is_contact: bool,
}

/// The purpose of this name, which is in lower case.
pub(super) fn of_name(name: &str) -> Option<&'static Purpose> {
    PURPOSES.iter().find(|purpose| purpose.name == name)
}

const fn purpose(name: &'static str, sort: Sort) -> Purpose {
    Purpose {
        name,
        sort,
        is_contact: false,
    }
}

const fn contact(name: &'static str, sort: Sort) -> Purpose {
    Purpose {
        name,
        sort,
        is_contact: true,
    }
}

/// Every purpose, in the order of the standard.
const PURPOSES: &[Purpose] = &[
    purpose("name", Sort::Text),
    purpose("honorific-prefix", Sort::Text),
    purpose("given-name", Sort::Text),
    purpose("additional-name", Sort::Text),
    purpose("family-name", Sort::Text),
    purpose("honorific-suffix", Sort::Text),
    purpose("nickname", Sort::Text),
    purpose("organization-title", Sort::Text),
    purpose("username", Sort::Username),
    purpose("new-password", Sort::Password),
    purpose("current-password", Sort::Password),
    purpose("one-time-code", Sort::Password),
    purpose("organization", Sort::Text),
    purpose("street-address", Sort::Multiline),
    purpose("address-line1", Sort::Text),
    purpose("address-line2", Sort::Text),
    purpose("address-line3", Sort::Text),
    purpose("address-level4", Sort::Text),
    purpose("address-level3", Sort::Text),
    purpose("address-level2", Sort::Text),
    purpose("address-level1", Sort::Text),
    purpose("country", Sort::Text),
    purpose("country-name", Sort::Text),
    purpose("postal-code", Sort::Text),
    purpose("cc-name", Sort::Text),
    purpose("cc-given-name", Sort::Text),
    purpose("cc-additional-name", Sort::Text),
    purpose("cc-family-name", Sort::Text),
    purpose("cc-number", Sort::Text),
    purpose("cc-exp", Sort::Month),
    purpose("cc-exp-month", Sort::Numeric),
    purpose("cc-exp-year", Sort::Numeric),
    purpose("cc-csc", Sort::Text),
    purpose("cc-type", Sort::Text),
    purpose("transaction-currency", Sort::Text),
    purpose("transaction-amount", Sort::Numeric),
    purpose("language", Sort::Text),
    purpose("bday", Sort::Date),
    purpose("bday-day", Sort::Numeric),
    purpose("bday-month", Sort::Numeric),
    purpose("bday-year", Sort::Numeric),
    purpose("sex", Sort::Text),
    purpose("url", Sort::Url),
    purpose("photo", Sort::Url),
    contact("tel", Sort::Telephone),
    contact("tel-country-code", Sort::Text),
    contact("tel-national", Sort::Text),
    contact("tel-area-code", Sort::Text),
    contact("tel-local", Sort::Text),
    contact("tel-local-prefix", Sort::Text),
    contact("tel-local-suffix", Sort::Text),
    contact("tel-extension", Sort::Text),
    contact("email", Sort::Username),
    contact("impp", Sort::Url),
];

/// The names of the purposes, in the same order.
pub(crate) const NAMES: &[&str] = &{
    let mut names = [""; PURPOSES.len()];
    let mut index = 0;
    while index < names.len() {
        names[index] = PURPOSES[index].name;
        index += 1;
    }
    names
};
