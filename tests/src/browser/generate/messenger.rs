//! A messenger, drawn by hand: a dialog with a log and a form.

use std::fmt::Write as _;

use fastrand::Rng;

/// What fields ask for, and the autofill tokens of that.
const FIELDS: &[(&str, &str, &str)] = &[
    ("Full name", "text", "name"),
    ("E-mail", "email", "email"),
    ("Telephone", "tel", "tel"),
    ("Order number", "text", ""),
    ("Amount", "number", ""),
    ("Birthday", "date", "bday"),
    ("How can we help?", "textarea", ""),
    ("Department", "select", ""),
    ("Language", "radio", ""),
    ("I agree to the terms", "checkbox", ""),
];

/// The page of a messenger.
pub(super) fn draw(random: &mut Rng) -> String {
    let color = color(random);
    let mut form = String::new();
    for number in 0..random.usize(1..=8) {
        field(number, random, &mut form);
    }
    format!(
        "<!DOCTYPE html><html lang=\"en\"><head><title>Chat</title><style>{STYLE}.bar{{background:{color};color:#fff}}\
         .send{{background:{color};color:#000}}</style></head><body><main>\
         <div role=\"dialog\" aria-labelledby=\"title\" class=\"dialog\"><div class=\"bar\"><h1 id=\"title\">Chat with us</h1>\
         <button type=\"button\" aria-label=\"Close\"><svg aria-hidden=\"true\" width=\"24\" height=\"24\">\
         <path d=\"M4 4 L20 20\"></path></svg></button></div>\
         <div role=\"log\" aria-label=\"Messages\" tabindex=\"0\"><p>Hello. <a href=\"https://example.com/help\">How we work</a></p>\
         <img alt=\"Our building\" src=\"building.png\"><ul><li>One</li><li>Two</li></ul></div>\
         <form aria-label=\"Before we start\">{form}<button class=\"send\" type=\"submit\">Start</button></form></div>\
         </main></body></html>"
    )
}

const STYLE: &str = "body{margin:0;background:#fff;color:#222;font:16px/1.5 sans-serif}\
     .dialog{width:360px}h1{font-size:20px}button{min-width:44px;min-height:44px;font-size:16px;margin:8px}\
     input,select,textarea{font-size:16px;min-height:32px;margin:8px}.hint{color:#666;font-size:14px}";

fn color(random: &mut Rng) -> String {
    format!("#{:06x}", random.u32(0..0x0100_0000))
}

fn field(number: usize, random: &mut Rng, out: &mut String) {
    let (label, sort, autocomplete) = FIELDS[random.usize(0..FIELDS.len())];
    let id = format!("field-{number}");
    let mut more = String::new();
    if random.bool() {
        more.push_str(" required");
    }
    if !autocomplete.is_empty() {
        let _ = write!(more, " autocomplete=\"{autocomplete}\"");
    }
    let hint = random.bool();
    if hint {
        let _ = write!(more, " aria-describedby=\"{id}-hint\"");
    }
    let _ = match sort {
        "radio" => {
            let required = if more.contains("required") {
                " required"
            } else {
                ""
            };
            write!(
                out,
                "<fieldset><legend>{label}</legend>\
                 <label><input type=\"radio\" name=\"{id}\" value=\"a\"{required}> English</label>\
                 <label><input type=\"radio\" name=\"{id}\" value=\"b\"{required}> Deutsch</label></fieldset>"
            )
        }
        "checkbox" => write!(
            out,
            "<p><input type=\"checkbox\" id=\"{id}\"{more}><label for=\"{id}\">{label}</label></p>"
        ),
        "select" => write!(
            out,
            "<p><label for=\"{id}\">{label}</label><select id=\"{id}\"{more}><option value=\"\">Please choose</option>\
             <option>Sales</option><option>Support</option></select></p>"
        ),
        "textarea" => write!(
            out,
            "<p><label for=\"{id}\">{label}</label><textarea id=\"{id}\"{more}></textarea></p>"
        ),
        _ => write!(
            out,
            "<p><label for=\"{id}\">{label}</label><input type=\"{sort}\" id=\"{id}\"{more}></p>"
        ),
    };
    if hint {
        let _ = write!(
            out,
            "<p class=\"hint\" id=\"{id}-hint\">A hint for this.</p>"
        );
    }
}
