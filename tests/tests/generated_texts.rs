//! The committed table of text fields, generated from the shape tables. `cargo xtask generate` writes it anew.

use std::fmt::Write as _;

use preflight_core::kinds;
use preflight_core::shape::{Condition, Object, Shape, TextMode, Unknown};
use preflight_tests::assert_generated;

const INTRODUCTION: &str = "\
# Texts

Every string of every kind is judged by how its readers read it. The shape tables say which; a string they do not know,
such as one inside `dynamicFields`, is data of the author's own and has to be harmless however it is read.

| mode | read as | what it may hold |
|---|---|---|
| plain | a name, label or value, shown as it is | no markup, no control or hidden characters, no controls of direction that reach beyond it, words of one script |
| html | HTML | the elements p, br, strong, em, u, span, div; a style on span and div, by a closed grammar of values |
| markdown | [CommonMark](https://commonmark.org) | bold, italic, lists, links, inline code, line breaks; no HTML |
| link | a URL that a person follows | https, http (a warning), mailto, tel; absolute, without user name, plainly spelled |
| url | a URL with rules of its kind | see `agent-widget/manifest-url` and `channel/origin` |
| css | a list of font names, or a colour by its pattern | names and commas |
| data | whatever the author's own page makes of it | what is harmless as plain text, as HTML and as a URL |

Nothing is taken out by pattern: a text is parsed as its readers parse it, so prose about `javascript: the good parts` is
prose, and `java&#x09;script:` is not. `preflight check` says what would have to go and where, `preflight fix` takes it
out of a manifest, `preflight sanitize --mode MODE` out of a single text. The rules are listed under `security` in
[docs/rules](rules/README.md).

## The fields

| kind | field | mode |
|---|---|---|
";

#[test]
fn generated_texts() {
    let mut text = String::from(INTRODUCTION);
    for kind in kinds::ALL {
        fields(kind.payload(), &mut Vec::new(), &mut |path, mode| {
            // Writing to a String cannot fail.
            let _ = writeln!(text, "| {kind} | `{path}` | {mode} |");
        });
    }
    assert_generated("docs/texts.md", &text);
}

fn fields(object: &'static Object, path: &mut Vec<String>, tell: &mut impl FnMut(&str, &str)) {
    for field in object.fields {
        path.push(field.name.to_owned());
        let when = match field.shape {
            Shape::Text(text) => text.mode_when,
            _ => None,
        };
        match (field.shape, when) {
            (Shape::Text(text), Some(when)) => {
                let Condition::Is(words) = when.condition else {
                    panic!("say here how another condition reads");
                };
                let mode = format!(
                    "{}; {} where `{}` is `{}`",
                    name(text.mode),
                    name(when.mode),
                    when.field,
                    words.join("` or `")
                );
                tell(&path.join("."), &mode);
            }
            (shape, _) => texts(shape, path, tell),
        }
        path.pop();
    }
    if object.unknown == Unknown::Allowed {
        path.push("*".to_owned());
        tell(&path.join("."), name(TextMode::Data));
        path.pop();
    }
}

fn texts(shape: Shape, path: &mut Vec<String>, tell: &mut impl FnMut(&str, &str)) {
    match shape {
        Shape::Text(text) => tell(&path.join("."), name(text.mode)),
        Shape::Any => tell(&path.join("."), name(TextMode::Data)),
        Shape::Object(object) => fields(object, path, tell),
        Shape::List(list) => inside("[]", list.item, path, tell),
        Shape::Map(map) => {
            path.push("*".to_owned());
            texts(map.value, path, tell);
            path.pop();
        }
        Shape::Either(shapes) => {
            for shape in shapes {
                texts(*shape, path, tell);
            }
        }
        Shape::Tagged(tagged) => {
            for (variant, object) in tagged.variants {
                // A component may hold components, which hold the same fields again.
                let recursive = path.len() > 1;
                if !recursive {
                    inside(&format!("({variant})"), Shape::Object(object), path, tell);
                }
            }
        }
        Shape::Choice(_) | Shape::Number(_) | Shape::Boolean => {}
    }
}

fn inside(suffix: &str, shape: Shape, path: &mut Vec<String>, tell: &mut impl FnMut(&str, &str)) {
    let last = path.pop().unwrap_or_default();
    path.push(format!("{last}{suffix}"));
    texts(shape, path, tell);
    path.pop();
    path.push(last);
}

fn name(mode: TextMode) -> &'static str {
    match mode {
        TextMode::Plain => "plain",
        TextMode::Html => "html",
        TextMode::Markdown => "markdown",
        TextMode::Link => "link",
        TextMode::Url => "url",
        TextMode::Css => "css",
        TextMode::Data => "data",
    }
}
