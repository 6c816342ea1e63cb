//! Where core and the browser may contradict each other, since the browser is wrong: by the test cases of the W3C's ACT
//! rules and of the web platform tests, or by the text of a specification.

use preflight_core::dom::{Document, NodeId};

use super::Case;
use super::compare::{About, Contradiction};

/// A contradiction that stays.
#[derive(Debug)]
pub struct Deviation {
    /// What it is about.
    pub about: About,
    /// Part of what the contradiction names: a rule of axe, or a role. Empty where any will do.
    pub what: &'static str,
    /// The test case, or the section of the specification, that decides.
    pub decides: &'static str,
    /// What that says.
    pub why: &'static str,
    /// Whether a contradiction about this element is this one.
    is: fn(&Document, NodeId, &Contradiction) -> bool,
}

/// Every deviation.
pub const DEVIATIONS: &[Deviation] = &[
    Deviation {
        about: About::Verdict,
        what: "label",
        decides: "HTML, 4.10.4 The label element",
        why: "A label whose `for` names another element, or none, labels nothing that it holds; axe takes what is inside as \
              labelled. Chromium gives it no name.",
        is: |document, id, found| {
            found.theirs == "passes it"
                && label_around(document, id).is_some_and(|label| {
                    let named = document.attribute(label, "for");
                    named.is_some() && named != document.attribute(id, "id")
                })
        },
    },
    Deviation {
        about: About::Verdict,
        what: "label",
        decides: "HTML, 4.10.4 The label element",
        why: "A label labels the first control that it holds and no other; axe takes every one as labelled. Chromium gives \
              the others no name.",
        is: |document, id, found| {
            found.theirs == "passes it"
                && label_around(document, id).is_some_and(|label| {
                    let mut inside = document.descendants(label);
                    inside.find(|id| is_control(document, *id)) != Some(id)
                })
        },
    },
    Deviation {
        about: About::Verdict,
        what: "label",
        decides: "HTML, 4.10.5.3.10 The placeholder attribute; HTML-AAM 1.0, 4.1.1",
        why: "Only fields that text is typed in show a placeholder; axe takes it as the name of every field. Chromium does not.",
        is: |document, id, found| {
            const TYPED: &[&str] = &[
                "", "email", "number", "password", "search", "tel", "text", "url",
            ];
            found.theirs == "passes it"
                && document.attribute(id, "placeholder").is_some()
                && document.html_name(id) == Some("input")
                && !TYPED.contains(&document.attribute(id, "type").unwrap_or_default())
        },
    },
    Deviation {
        about: About::Verdict,
        what: "valid-lang",
        decides: "ACT rule de46e4, test case d8c5a59532ae (Passed Example 4)",
        why: "A language that no text has is nobody's; axe asks of every element.",
        is: |document, id, found| found.ours == "says nothing" && !gives_language(document, id),
    },
    Deviation {
        about: About::Verdict,
        what: "label-title-only",
        decides: "WAI-ARIA 1.2, aria-describedby",
        why: "A reference to nothing describes nothing; axe asks only whether the attribute is there.",
        is: |document, id, _| {
            let ids = document
                .attribute(id, "aria-describedby")
                .unwrap_or_default();
            !ids.split_ascii_whitespace()
                .any(|id| document.by_id(id).is_some())
        },
    },
    Deviation {
        about: About::Exposure,
        what: "",
        decides: "WAI-ARIA 1.2, 8.4 Values for States and Properties",
        why: "A value of aria-hidden that is none of its own means that it is not set; Chromium hides the element.",
        is: |document, id, _| {
            std::iter::once(id).chain(document.ancestors(id)).any(|id| {
                let value = document.attribute(id, "aria-hidden");
                value.is_some_and(|value| !["", "true", "false", "undefined"].contains(&value))
            })
        },
    },
    Deviation {
        about: About::Exposure,
        what: "option",
        decides: "HTML, 15.3.1 Hidden elements",
        why: "A hidden option is not shown when its list is opened; Chromium tells of every option of a closed list.",
        is: |_, _, found| found.theirs.contains("exposed"),
    },
    Deviation {
        about: About::Role,
        what: "region",
        decides: "HTML-AAM 1.0, section; web platform test html-aam/roles-contextual, el-section-title-empty",
        why: "A section is a region where it has a name; Chromium asks only whether an attribute for one is there.",
        is: |document, id, found| {
            document.html_name(id) == Some("section") && found.ours.contains("generic")
        },
    },
    Deviation {
        about: About::Name,
        what: "row",
        decides: "WAI-ARIA 1.2, row: name from contents",
        why: "A row is named by its cells; Chromium leaves that to the reader.",
        is: |_, _, found| found.theirs == "\"\"",
    },
    Deviation {
        about: About::Name,
        what: "",
        decides: "HTML-AAM 1.0, 4.1.1; Accessible Name and Description Computation 1.2, 2D",
        why: "A label that is only white space is no name, so the placeholder is; Chromium stops at the label.",
        is: |document, id, found| {
            found.theirs == "\"\"" && document.attribute(id, "placeholder").is_some()
        },
    },
    Deviation {
        about: About::Name,
        what: "",
        decides: "WAI-ARIA 1.2, aria-labelledby",
        why: "Chromium reads `aria-labeledby`, which no specification has, as `aria-labelledby`.",
        is: |document, id, _| {
            std::iter::once(id)
                .chain(document.descendants(id))
                .any(|id| document.attribute(id, "aria-labeledby").is_some())
        },
    },
];

/// The deviation that a contradiction is.
pub fn find(case: &Case, contradiction: &Contradiction) -> Option<&'static Deviation> {
    let document = case.document();
    let id = document
        .elements()
        .find(|id| id.index() == contradiction.node)?;
    DEVIATIONS.iter().find(|deviation| {
        deviation.about == contradiction.about
            && contradiction.what.contains(deviation.what)
            && (deviation.is)(document, id, contradiction)
    })
}

/// Whether there is text below an element that has its language from it.
fn gives_language(document: &Document, id: NodeId) -> bool {
    let own = |at: &NodeId| *at != id && document.attribute(*at, "lang").is_some();
    document.descendants(id).any(|below| {
        let text = document.text(below).unwrap_or_default();
        let mut between = document.ancestors(below).take_while(|at| *at != id);
        !text.trim().is_empty() && !between.any(|at| own(&at))
    })
}

/// The nearest label around an element.
fn label_around(document: &Document, id: NodeId) -> Option<NodeId> {
    document
        .ancestors(id)
        .find(|id| document.html_name(*id) == Some("label"))
}

/// Whether a label can be about an element.
fn is_control(document: &Document, id: NodeId) -> bool {
    const LABELLED: &[&str] = &[
        "button", "input", "meter", "output", "progress", "select", "textarea",
    ];
    document.html_name(id).is_some_and(|name| {
        LABELLED.contains(&name) && document.attribute(id, "type") != Some("hidden")
    })
}
