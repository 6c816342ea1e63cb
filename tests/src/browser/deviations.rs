//! Where core and the browser may contradict each other, since the browser is wrong: by the test cases of the W3C's ACT
//! rules and of the web platform tests, or by the text of a specification.

use preflight_core::dom::{Document, NodeId};

use super::Case;
use super::compare::{About, Contradiction, is_about_names};
use super::facts::Facts;
use super::ours::{Ours, Verdict};

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
    /// Whether a contradiction is this one.
    is: fn(&At<'_>) -> bool,
}

/// A contradiction where it stands.
struct At<'c> {
    document: &'c Document,
    id: NodeId,
    found: &'c Contradiction,
    facts: &'c Facts,
    ours: &'c Ours,
}

/// Every deviation.
pub const DEVIATIONS: &[Deviation] = &[
    Deviation {
        about: About::Verdict,
        what: "",
        decides: "Web platform tests of accessible names: Chromium passes 740 of 747, axe 640",
        why: "Whether an element has a name is Chromium's to tell where axe differs: axe takes any label around or naming a \
              field as its own, and a placeholder of fields that have none.",
        is: |at| {
            let named = at.name().is_some_and(|name| !name.trim().is_empty());
            is_about_names(&at.found.what) && named != at.core_fails()
        },
    },
    Deviation {
        about: About::Verdict,
        what: "valid-lang",
        decides: "ACT rule de46e4, test case d8c5a59532ae (Passed Example 4)",
        why: "A language that no text has is nobody's; axe asks of every element.",
        is: |at| !at.core_fails() && !at.gives_language(),
    },
    Deviation {
        about: About::Verdict,
        what: "label-title-only",
        decides: "WAI-ARIA 1.2, aria-describedby",
        why: "A reference to nothing describes nothing; axe asks only whether the attribute is there.",
        is: |at| {
            let ids = at.attribute("aria-describedby").unwrap_or_default();
            !ids.split_ascii_whitespace()
                .any(|id| at.document.by_id(id).is_some())
        },
    },
    Deviation {
        about: About::Verdict,
        what: "label-title-only",
        decides: "HTML, 4.10.4 The label element: the first element with the id",
        why: "A label names one field, the first with the id; axe takes it as the label of each. Chromium gives the others no name.",
        is: |at| at.core_fails() && at.name().is_some_and(str::is_empty),
    },
    Deviation {
        about: About::Verdict,
        what: "autocomplete-valid",
        decides: "WAI-ARIA 1.2, aria-disabled: the element and all focusable descendants are disabled",
        why: "A field in what is told to be disabled is disabled; axe looks at the field alone.",
        is: |at| !at.core_fails() && at.has_around("aria-disabled", "true"),
    },
    Deviation {
        about: About::Verdict,
        what: "autocomplete-valid",
        decides: "ACT rule 73f2c2, Applicability: fixed value",
        why: "Nobody writes the value of a choice, a file or an image, so no browser fills it in; axe asks of them too.",
        is: |at| {
            let kind = at.attribute("type").unwrap_or_default();
            !at.core_fails() && matches!(kind, "checkbox" | "file" | "image" | "radio")
        },
    },
    Deviation {
        about: About::Verdict,
        what: "aria-allowed-attr",
        decides: "ACT rule 5c01ea, Expectation; WAI-ARIA 1.2",
        why: "A role supports an attribute or not, whatever its value; axe lets `aria-required=\"false\"` pass everywhere.",
        is: |at| at.core_fails() && at.attribute("aria-required") == Some("false"),
    },
    Deviation {
        about: About::Verdict,
        what: "aria-prohibited-attr",
        decides: "WAI-ARIA 1.2, generic: naming prohibited",
        why: "A generic element must not be named wherever it stands; axe lets it pass inside of widgets.",
        is: |at| {
            let mut around = at.document.ancestors(at.id);
            at.core_fails() && around.any(|id| at.document.attribute(id, "role").is_some())
        },
    },
    Deviation {
        about: About::Verdict,
        what: "aria-prohibited-attr",
        decides: "WAI-ARIA 1.2, 7.1 Presentational Roles Conflict Resolution",
        why: "What can have the focus keeps its own role, which may be named; axe takes `none` as its role.",
        is: |at| !at.core_fails() && matches!(at.attribute("role"), Some("none" | "presentation")),
    },
    Deviation {
        about: About::Verdict,
        what: "aria-required-attr",
        decides: "ACT rule 4e8ab6, Applicability: an explicit role that is not the implicit one",
        why: "A select is a combobox of itself and has the states that one needs.",
        is: |at| !at.core_fails() && at.document.html_name(at.id) == Some("select"),
    },
    Deviation {
        about: About::Verdict,
        what: "nested-interactive",
        decides: "ACT rule 307n5z, Expectation: no descendant in sequential focus navigation",
        why: "What can have the focus need not be a widget; axe looks at widgets alone.",
        is: |at| {
            let mut inside = at.document.descendants(at.id);
            at.core_fails() && inside.any(|id| at.document.attribute(id, "tabindex").is_some())
        },
    },
    Deviation {
        about: About::Verdict,
        what: "avoid-inline-spacing",
        decides: "ACT rules 24afc2, 9e45ec and 78fd32, test case cabfcae45afa (Passed Example 5)",
        why: "Spacing is judged where the text is, by its size there; axe tells the element that has the style.",
        is: |at| at.core_doubts_below("avoid-inline-spacing"),
    },
    Deviation {
        about: About::Verdict,
        what: "aria-conditional-attr",
        decides: "ACT rule 5c01ea, Expectation: an attribute that the role supports",
        why: "A row supports what rows of a treegrid need, wherever it stands.",
        is: |at| !at.core_fails() && at.document.html_name(at.id) == Some("tr"),
    },
    Deviation {
        about: About::Verdict,
        what: "avoid-inline-spacing",
        decides: "ACT rules 24afc2, 9e45ec and 78fd32, Applicability: visible text",
        why: "The options of a closed list are not seen in the page, and most systems draw their list themselves; axe looks \
              at each.",
        is: |at| !at.core_fails() && at.document.html_name(at.id) == Some("option"),
    },
    Deviation {
        about: About::Verdict,
        what: "label",
        decides: "Accessible Name and Description Computation 1.2, 2F: a native text alternative element",
        why: "A label labels with what it holds, whatever its role; axe and Chromium ask whether its role is named by \
              contents.",
        is: |at| !at.core_fails() && is_about_names(&at.found.what) && at.has_label_with_role(),
    },
    Deviation {
        about: About::Verdict,
        what: "button-name",
        decides: "ACT rule 97a4e1, Applicability: elements with the semantic role button",
        why: "A button that has the role of a structure is none, and that role needs no name; axe asks for one of all that \
              can have the focus.",
        is: |at| {
            let role = at.attribute("role").unwrap_or_default();
            at.found.ours == "says nothing"
                && !role.eq_ignore_ascii_case("button")
                && !role.is_empty()
        },
    },
    Deviation {
        about: About::Exposure,
        what: "",
        decides: "WAI-ARIA 1.2, 8.4 Values for States and Properties",
        why: "A value of aria-hidden that is none of its own means that it is not set; Chromium hides the element.",
        is: |at| {
            at.with_around().any(|id| {
                let value = at.document.attribute(id, "aria-hidden");
                value.is_some_and(|value| !["", "true", "false", "undefined"].contains(&value))
            })
        },
    },
    Deviation {
        about: About::Required,
        what: "",
        decides: "WAI-ARIA 1.2, 8.4 Values for States and Properties",
        why: "A value of aria-required that is none of its own means that it is not set; Chromium takes any as true.",
        is: |at| !matches!(at.attribute("aria-required"), None | Some("true" | "false")),
    },
    Deviation {
        about: About::Exposure,
        what: "option",
        decides: "HTML, 15.3.1 Hidden elements",
        why: "A hidden option is not shown when its list is opened; Chromium tells of every option of a closed list.",
        is: |at| at.found.theirs.contains("exposed"),
    },
    Deviation {
        about: About::Exposure,
        what: "listitem",
        decides: "HTML-AAM 1.0, li: listitem where the parent is ul, ol or menu",
        why: "An item of a list that has another role is an item still; Chromium leaves it out.",
        is: |at| {
            let parent = at.document.parent(at.id);
            parent.is_some_and(|id| at.document.attribute(id, "role").is_some())
        },
    },
    Deviation {
        about: About::Exposure,
        what: "row",
        decides: "HTML-AAM 1.0, tr, td and th: by the role of the table around them",
        why: "Rows of a table whose body has another role are rows still; Chromium leaves them out.",
        is: |at| at.is_in_table_with_roles(),
    },
    Deviation {
        about: About::Role,
        what: "generic",
        decides: "HTML-AAM 1.0, tr, td and th: by the role of the table around them",
        why: "Cells of a table whose body has another role are cells still; Chromium makes them generic.",
        is: |at| at.is_in_table_with_roles(),
    },
    Deviation {
        about: About::Role,
        what: "region",
        decides: "HTML-AAM 1.0, section; web platform test html-aam/roles-contextual, el-section-title-empty",
        why: "A section is a region where it has a name; Chromium asks only whether an attribute for one is there.",
        is: |at| {
            at.document.html_name(at.id) == Some("section") && at.found.ours.contains("generic")
        },
    },
    Deviation {
        about: About::Role,
        what: "complementary",
        decides: "HTML-AAM 1.0, aside: complementary in sectioning content where it has a name",
        why: "A name that is only white space is none; Chromium asks only whether an attribute for one is there.",
        is: |at| at.document.html_name(at.id) == Some("aside") && at.found.ours.contains("generic"),
    },
    Deviation {
        about: About::Role,
        what: "image",
        decides: "Web platform tests html-aam/roles-contextual, el-img-empty-alt-title and el-img-empty-alt-aria-label-empty",
        why: "An image with an empty alt is decoration, whatever its title and a label that says nothing; Chromium asks only \
              whether an attribute for a name is there.",
        is: |at| {
            let names = ["title", "aria-label", "aria-labelledby"];
            at.found.ours.contains("none")
                && at.attribute("alt") == Some("")
                && names.iter().any(|name| at.attribute(name).is_some())
        },
    },
    Deviation {
        about: About::Name,
        what: "row",
        decides: "WAI-ARIA 1.2, row: name from contents",
        why: "A row that can have the focus is named by its cells; Chromium names those of some tables only.",
        is: |at| at.found.theirs == "\"\"" && at.attribute("tabindex").is_some(),
    },
    Deviation {
        about: About::Name,
        what: "",
        decides: "HTML-AAM 1.0, 4.1.1; Accessible Name and Description Computation 1.2, 2A and 2D",
        why: "A label that is hidden or only white space is no name, so the title or the placeholder is; Chromium stops at \
              the label.",
        is: |at| {
            let says = ["title", "placeholder"]
                .iter()
                .any(|name| at.attribute(name).is_some());
            at.found.theirs == "\"\"" && says
        },
    },
    Deviation {
        about: About::Name,
        what: "",
        decides: "Accessible Name and Description Computation 1.2, 2F: a native text alternative element",
        why: "A label labels with what it holds, whatever its role; Chromium asks whether its role is named by contents.",
        is: |at| at.found.theirs == "\"\"" && at.has_label_with_role(),
    },
    Deviation {
        about: About::Name,
        what: "group",
        decides: "HTML-AAM 1.0, 4.1.8 fieldset; Accessible Name and Description Computation 1.2, 2F",
        why: "A legend names with all that it holds, whatever its role or that of a part of it; Chromium leaves out what is \
              not named by contents.",
        is: |at| {
            let theirs = at.found.theirs.trim_matches('"').trim();
            at.found.ours.contains(theirs) && at.has_legend_with_roles()
        },
    },
    Deviation {
        about: About::Name,
        what: "",
        decides: "Accessible Name and Description Computation 1.2, 2C Embedded Control",
        why: "A range in a label that has no value says none; Chromium says 0.",
        is: |at| at.found.theirs.trim_end_matches('"').ends_with(" 0"),
    },
    Deviation {
        about: About::Name,
        what: "",
        decides: "WAI-ARIA 1.2, separator: a structure where it cannot have the focus",
        why: "A separator that nobody can move has contents and no value; Chromium takes it as a range, and leaves them out.",
        is: |at| {
            let mut inside = at.document.descendants(at.id);
            inside.any(|id| at.document.attribute(id, "role") == Some("separator"))
        },
    },
    Deviation {
        about: About::Name,
        what: "",
        decides: "WAI-ARIA 1.2, aria-labelledby",
        why: "Chromium reads `aria-labeledby`, which no specification has, as `aria-labelledby`.",
        is: |at| {
            let mut all = std::iter::once(at.id).chain(at.document.descendants(at.id));
            all.any(|id| at.document.attribute(id, "aria-labeledby").is_some())
        },
    },
];

/// The deviation that a contradiction is.
pub fn find(
    case: &Case,
    ours: &Ours,
    facts: &Facts,
    found: &Contradiction,
) -> Option<&'static Deviation> {
    let document = case.document();
    let id = document.elements().find(|id| id.index() == found.node)?;
    let at = At {
        document,
        id,
        found,
        facts,
        ours,
    };
    DEVIATIONS.iter().find(|deviation| {
        deviation.about == found.about && found.what.contains(deviation.what) && (deviation.is)(&at)
    })
}

impl<'c> At<'c> {
    /// Whether the legend of the element, or something in it, has a role of its own.
    fn has_legend_with_roles(&self) -> bool {
        let document = self.document;
        let mut children = document.children(self.id).iter();
        let legend = children.find(|child| document.html_name(**child) == Some("legend"));
        legend.is_some_and(|legend| {
            let mut parts = std::iter::once(*legend).chain(document.descendants(*legend));
            parts.any(|id| document.attribute(id, "role").is_some())
        })
    }

    /// Whether a label with a role of its own is for the element.
    fn has_label_with_role(&self) -> bool {
        let is_one = |id: NodeId| {
            self.document.html_name(id) == Some("label")
                && self.document.attribute(id, "role").is_some()
                && self.document.attribute(id, "for") == self.attribute("id")
        };
        self.document.elements().any(is_one)
    }

    fn attribute(&self, name: &str) -> Option<&'c str> {
        self.document.attribute(self.id, name)
    }

    /// Whether core is the one that finds a fault.
    fn core_fails(&self) -> bool {
        self.found.ours == "fails it"
    }

    /// Whether core does not pass something below the element by that rule of axe.
    fn core_doubts_below(&self, axe: &str) -> bool {
        let alike = self
            .ours
            .rules
            .iter()
            .filter(|rule| rule.axe.contains(&axe));
        let doubts = |id: NodeId| {
            let mut said = alike.clone().filter_map(|rule| rule.nodes.get(&id.index()));
            said.any(|verdict| *verdict >= Verdict::Review)
        };
        self.document.descendants(self.id).any(doubts)
    }

    /// The name that Chromium tells.
    fn name(&self) -> Option<&'c str> {
        let mut tree = self.facts.tree.iter();
        tree.find(|told| told.node == self.found.node)
            .map(|told| told.name.as_str())
    }

    /// The element and those around it.
    fn with_around(&self) -> impl Iterator<Item = NodeId> {
        std::iter::once(self.id).chain(self.document.ancestors(self.id))
    }

    fn has_around(&self, attribute: &str, value: &str) -> bool {
        self.with_around()
            .any(|id| self.document.attribute(id, attribute) == Some(value))
    }

    fn is_in_table_with_roles(&self) -> bool {
        let part = |id: &NodeId| {
            let name = self.document.html_name(*id);
            matches!(name, Some("thead" | "tbody" | "tfoot" | "tr" | "table"))
        };
        self.document
            .ancestors(self.id)
            .filter(part)
            .any(|id| self.document.attribute(id, "role").is_some())
    }

    /// Whether there is text below the element that has its language from it.
    fn gives_language(&self) -> bool {
        let document = self.document;
        document.descendants(self.id).any(|below| {
            let text = document.text(below).unwrap_or_default();
            let mut between = document.ancestors(below).take_while(|at| *at != self.id);
            !text.trim().is_empty() && !between.any(|at| document.attribute(at, "lang").is_some())
        })
    }
}
