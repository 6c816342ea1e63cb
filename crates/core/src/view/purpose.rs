//! What a field asks the guest for: the token of its `autocomplete` attribute, from its type or the words of its label.
//!
//! The tokens are those of [HTML's autofill field names](https://html.spec.whatwg.org/multipage/form-control-infrastructure.html#autofilling-form-controls:-the-autocomplete-attribute)
//! that WCAG 2.2 lists as input purposes for user interface components. A label counts only as a whole: "Name" asks for
//! the guest's own, "Product name" does not.

/// Labels by what they ask for, in the languages of the views: lower case, without punctuation.
#[rustfmt::skip]
const LABELS: &[(&str, &[&str])] = &[
    ("name", &[
        "name", "full name", "your name", "your full name", "fullname", "first and last name", "contact name",
        "vollständiger name", "ihr name", "vor- und nachname", "vor und nachname", "vorname und nachname",
        "nombre completo", "nombre y apellidos", "nombre y apellido", "tu nombre", "su nombre", "nom complet",
        "votre nom", "nom et prénom", "prénom et nom", "名前", "お名前", "氏名", "ご氏名", "الاسم", "الاسم الكامل", "اسمك",
    ]),
    ("given-name", &[
        "first name", "given name", "forename", "firstname", "vorname", "nombre de pila", "prénom", "votre prénom",
        "名", "الاسم الأول",
    ]),
    ("family-name", &[
        "last name", "family name", "surname", "lastname", "nachname", "familienname", "apellido", "apellidos",
        "nom de famille", "姓", "اسم العائلة", "اللقب",
    ]),
    ("nickname", &[
        "nickname", "spitzname", "apodo", "surnom", "ニックネーム", "الكنية",
    ]),
    ("email", &[
        "email", "e-mail", "e mail", "mail", "email address", "e-mail address", "your email", "your email address",
        "mail address", "e-mail-adresse", "email-adresse", "emailadresse", "mailadresse", "ihre e-mail-adresse",
        "correo", "correo electrónico", "dirección de correo electrónico", "tu correo electrónico",
        "adresse e-mail", "adresse email", "adresse mail", "adresse électronique", "courriel", "votre e-mail",
        "メール", "メールアドレス", "eメール", "البريد الإلكتروني", "بريدك الإلكتروني", "عنوان البريد الإلكتروني",
    ]),
    ("tel", &[
        "phone", "telephone", "phone number", "telephone number", "your phone number", "mobile", "mobile number",
        "mobile phone", "cell phone", "contact number", "tel", "telefon", "telefonnummer", "handynummer",
        "mobilnummer", "rufnummer", "teléfono", "número de teléfono", "móvil", "celular", "téléphone",
        "numéro de téléphone", "portable", "電話", "電話番号", "携帯電話番号", "الهاتف", "رقم الهاتف", "رقم الجوال",
    ]),
    ("organization", &[
        "company", "company name", "organization", "organisation", "organization name", "organisation name",
        "employer", "firma", "unternehmen", "firmenname", "empresa", "nombre de la empresa", "organización",
        "entreprise", "société", "nom de l'entreprise", "nom de l’entreprise", "会社", "会社名", "貴社名", "الشركة",
        "اسم الشركة",
    ]),
    ("organization-title", &[
        "job title", "your job title", "position im unternehmen", "berufsbezeichnung", "cargo", "puesto",
        "intitulé du poste", "役職", "المسمى الوظيفي",
    ]),
    ("street-address", &[
        "address", "street address", "postal address", "your address", "anschrift", "adresse", "dirección",
        "adresse postale", "住所", "ご住所", "العنوان",
    ]),
    ("address-level2", &[
        "city", "town", "city or town", "stadt", "ort", "wohnort", "ciudad", "localidad", "ville", "市区町村",
        "المدينة",
    ]),
    ("postal-code", &[
        "zip", "zip code", "postal code", "postcode", "post code", "plz", "postleitzahl", "código postal",
        "code postal", "郵便番号", "الرمز البريدي",
    ]),
    ("country-name", &[
        "country", "your country", "land", "país", "pays", "国", "国名", "الدولة", "البلد",
    ]),
    ("bday", &[
        "date of birth", "birth date", "birthdate", "birthday", "dob", "geburtsdatum", "geburtstag",
        "fecha de nacimiento", "date de naissance", "生年月日", "تاريخ الميلاد",
    ]),
    ("username", &[
        "username", "user name", "benutzername", "nombre de usuario", "nom d'utilisateur", "nom d’utilisateur",
        "ユーザー名", "اسم المستخدم",
    ]),
    ("url", &[
        "website", "your website", "web site", "homepage", "webseite", "sitio web", "site web", "ウェブサイト",
        "الموقع الإلكتروني",
    ]),
];

/// Longest label that is compared, in bytes; none of the table is as long.
const LONGEST: usize = 80;

/// What a control of a type, with this label or else this key, asks the guest for. None where that cannot be told, or
/// where such a control may not say so.
pub(crate) fn purpose(kind: &str, label: Option<&str>, name: Option<&str>) -> Option<&'static str> {
    match kind {
        "email" => return Some("email"),
        "tel" => return Some("tel"),
        "text" | "textarea" | "select" | "date" => {}
        // HTML gives the others no token of the table.
        _ => return None,
    }
    let token = [label, name].into_iter().flatten().find_map(by_words)?;
    match (kind, token) {
        // Of one line only the first is asked for; a text of several lines may hold all of it.
        ("text", "street-address") => Some("address-line1"),
        ("date", "bday") | ("textarea", "street-address") => Some(token),
        // A control of several lines holds no email address or the like.
        ("date", _)
        | (_, "street-address")
        | ("textarea", "email" | "tel" | "url" | "bday" | "username") => None,
        (_, token) => Some(token),
    }
}

fn by_words(text: &str) -> Option<&'static str> {
    if text.len() > LONGEST {
        return None;
    }
    let words = normal(text);
    LABELS
        .iter()
        .find(|(_, labels)| labels.contains(&words.as_str()))
        .map(|(token, _)| *token)
}

/// A label without what does not change its meaning: case, marks at its ends, underscores and runs of white space.
fn normal(text: &str) -> String {
    let lower = text.to_lowercase();
    let words = lower
        .split(|character: char| character.is_whitespace() || character == '_')
        .map(|word| word.trim_matches([':', '：', '*', '?', '؟', '.', ',', '(', ')']))
        .filter(|word| !word.is_empty());
    let mut normal = String::with_capacity(lower.len());
    for word in words {
        if !normal.is_empty() {
            normal.push(' ');
        }
        normal.push_str(word);
    }
    normal
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_ask_for_what_their_labels_say() {
        for (kind, label, token) in [
            ("text", "Full Name", Some("name")),
            ("text", "  full   name: *", Some("name")),
            ("text", "full_name", Some("name")),
            ("text", "Vorname", Some("given-name")),
            ("text", "Apellidos", Some("family-name")),
            ("text", "Prénom", Some("given-name")),
            ("text", "お名前", Some("name")),
            ("text", "البريد الإلكتروني", Some("email")),
            ("text", "Address", Some("address-line1")),
            ("textarea", "Address", Some("street-address")),
            ("textarea", "Email", None),
            ("select", "Country", Some("country-name")),
            ("date", "Date of birth", Some("bday")),
            ("date", "Name", None),
            ("number", "Phone", None),
            ("checkbox", "Name", None),
            ("radio", "Country", None),
            ("text", "Product name", None),
            ("text", "Order number", None),
            ("text", "", None),
        ] {
            assert_eq!(purpose(kind, Some(label), None), token, "{kind} {label}");
        }
    }

    #[test]
    fn a_type_says_more_than_words_and_a_label_more_than_a_key() {
        assert_eq!(purpose("email", Some("Full Name"), None), Some("email"));
        assert_eq!(purpose("tel", None, None), Some("tel"));
        assert_eq!(
            purpose("text", Some("Contact"), Some("email")),
            Some("email")
        );
        assert_eq!(
            purpose("text", Some("Company"), Some("email")),
            Some("organization")
        );
    }

    #[test]
    fn no_label_stands_twice_and_each_is_written_as_it_is_compared() {
        let mut seen = std::collections::BTreeSet::new();
        for label in LABELS.iter().flat_map(|(_, labels)| *labels) {
            assert!(seen.insert(label), "{label}");
            assert_eq!(normal(label), **label);
            assert!(label.len() <= LONGEST);
        }
    }
}
