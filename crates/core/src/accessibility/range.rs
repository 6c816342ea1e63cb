//! The numbers of sliders, meters and progress bars, as HTML reads them (HTML, sections 4.10.5.1.13, 4.10.13 and 4.10.14).

use crate::dom::Element;

/// The numbers of an element that stands somewhere between two ends.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Range {
    /// The lower end.
    pub(super) least: f64,
    /// The upper end.
    pub(super) most: f64,
    /// Where it is; a progress bar may be nowhere.
    pub(super) now: Option<f64>,
}

impl Range {
    /// The numbers of an element; none where it has no such numbers of itself.
    pub(super) fn of(element: &Element) -> Option<Self> {
        match element.name.as_str() {
            "input"
                if element
                    .attribute("type")
                    .is_some_and(|kind| kind.eq_ignore_ascii_case("range")) =>
            {
                Some(slider(element))
            }
            "meter" => {
                let least = number(element, "min").unwrap_or(0.0);
                let most = number(element, "max").unwrap_or(1.0).max(least);
                let now = number(element, "value").unwrap_or(0.0);
                let now = Some(now.max(least).min(most));
                Some(Self { least, most, now })
            }
            "progress" => {
                let most = number(element, "max").filter(|most| *most > 0.0);
                let most = most.unwrap_or(1.0);
                let is_told = element.attribute("value").is_some();
                let now = is_told.then(|| number(element, "value").unwrap_or(0.0));
                let now = now.map(|now| now.max(0.0).min(most));
                Some(Self {
                    least: 0.0,
                    most,
                    now,
                })
            }
            _ => None,
        }
    }
}

/// A slider is always somewhere: in the middle where nothing is said, and on a step.
fn slider(element: &Element) -> Range {
    let least = number(element, "min").unwrap_or(0.0);
    let most = number(element, "max").unwrap_or(100.0);
    let middle = if most < least {
        least
    } else {
        least + (most - least) / 2.0
    };
    let mut now = number(element, "value").unwrap_or(middle);
    if most >= least {
        now = now.max(least).min(most);
    }
    let is_free = element
        .attribute("step")
        .is_some_and(|step| step.eq_ignore_ascii_case("any"));
    let step = number(element, "step").filter(|step| *step > 0.0);
    if !is_free {
        let step = step.unwrap_or(1.0);
        let steps = libm::floor((now - least) / step + 0.5);
        let on_step = least + steps * step;
        now = if on_step > most && most >= least {
            on_step - step
        } else {
            on_step
        };
    }
    Range {
        least,
        most,
        now: Some(now).filter(|now| now.is_finite()),
    }
}

/// The number in an attribute.
fn number(element: &Element, name: &str) -> Option<f64> {
    let text = element.attribute(name)?.trim_ascii_start();
    // What follows the number does not matter, and names such as `inf` are none.
    let end = text
        .find(|other: char| !(other.is_ascii_digit() || "+-.eE".contains(other)))
        .unwrap_or(text.len());
    text[..end]
        .parse::<f64>()
        .ok()
        .filter(|number| number.is_finite())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dom::Document;

    #[test]
    fn numbers_are_read_as_html_has_them() {
        for (html, least, most, now) in [
            ("<input type=range>", 0.0, 100.0, Some(50.0)),
            ("<input type=range value=3>", 0.0, 100.0, Some(3.0)),
            ("<input type=range value=x>", 0.0, 100.0, Some(50.0)),
            ("<input type=range value=300>", 0.0, 100.0, Some(100.0)),
            (
                "<input type=range min=1 max=4 value=2.6>",
                1.0,
                4.0,
                Some(3.0),
            ),
            (
                "<input type=range max=1 step=any value=.3>",
                0.0,
                1.0,
                Some(0.3),
            ),
            ("<input type=range min=9 max=1>", 9.0, 1.0, Some(9.0)),
            ("<meter value=.5></meter>", 0.0, 1.0, Some(0.5)),
            ("<meter value=7 max=5></meter>", 0.0, 5.0, Some(5.0)),
            ("<progress></progress>", 0.0, 1.0, None),
            ("<progress value=3 max=10></progress>", 0.0, 10.0, Some(3.0)),
            ("<progress value=infinity></progress>", 0.0, 1.0, Some(0.0)),
        ] {
            let document = Document::from_html_fragment(html);
            let id = document.elements().next().expect("an element");
            let range = Range::of(document.element(id).expect("an element"));
            assert_eq!(range, Some(Range { least, most, now }), "{html}");
        }
    }
}
