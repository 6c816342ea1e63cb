//! Lists hold items, and items stand in lists.

use super::super::{criteria, html};
use crate::accessibility::check::{Check, Impact, Verdicts};
use crate::accessibility::{Context, Role};
use crate::dom::NodeId;
use crate::finding::declare::rules;

rules! {
    /// A list holds its items and nothing else, and items stand in a list.
    ///
    /// Screen readers say how many items a list has and which one it is; anything else between them breaks the count, and an
    /// item outside of a list is none. `ul`, `ol` and `menu` hold `li`; `dl` holds `dt` each followed by a `dd`, which may stand
    /// in a `div`. A list with a role of its own is judged by the rules of that role.
    ///
    /// Invalid:
    ///
    /// ```html fragment
    /// <ul><li>One</li><div>Two</div></ul>
    /// ```
    ///
    /// Valid:
    ///
    /// ```html fragment
    /// <ul><li>One</li><li><div>Two</div></li></ul>
    /// ```
    pub(crate) STRUCTURE = "list/structure", Error, Wcag,
        "A list is not made of items, or an item stands in no list.";
}

pub(in super::super) static CHECKS: &[Check] = &[Check {
    rule: &STRUCTURE,
    criteria: criteria!["1.3.1" A],
    act: &[],
    axe: &["list", "listitem", "definition-list", "dlitem"],
    impact: Impact::Serious,
    run,
}];

fn run(context: &Context<'_>, verdicts: &mut Verdicts) {
    let document = context.document();
    for id in context.telling().iter().copied() {
        if document.attribute(id, "role").is_some() || !context.is_exposed(id) {
            continue;
        }
        let wrong = match document.html_name(id) {
            Some("ul" | "ol") => list(context, id),
            Some("dl") => description_list(context, id),
            Some("li") => (!is_in_list(context, id))
                .then_some(("This item stands in no list.", "Put it into a ul or an ol.")),
            Some("dt" | "dd") => (!is_in_description_list(context, id)).then_some((
                "This stands in no list of descriptions.",
                "Put it into a dl.",
            )),
            _ => continue,
        };
        match wrong {
            Some((message, help)) => {
                verdicts.fail(id, message, help);
            }
            None => verdicts.pass(id),
        }
    }
}

/// What is wrong, and the next step.
type Wrong = Option<(&'static str, &'static str)>;

fn list(context: &Context<'_>, id: NodeId) -> Wrong {
    let children = context.document().children(id);
    let is_wrong = children
        .iter()
        .any(|child| !is_held(context, *child, &["li"], &[Role::ListItem]));
    is_wrong.then_some((
        "This list holds something besides items.",
        "Put everything in it into li elements.",
    ))
}

fn description_list(context: &Context<'_>, id: NodeId) -> Wrong {
    let document = context.document();
    let is_wrong = |child: &NodeId| {
        !is_held(
            context,
            *child,
            &["dt", "dd"],
            &[Role::Term, Role::Definition, Role::ListItem],
        )
    };
    let is_group = |child: &NodeId| {
        document.html_name(*child) == Some("div") && html::explicit_role(document, *child).is_none()
    };
    for child in document.children(id) {
        let wrong = if is_group(child) && context.is_exposed(*child) {
            document.children(*child).iter().any(is_wrong)
        } else {
            is_wrong(child)
        };
        if wrong {
            return Some((
                "This list of descriptions holds something besides terms and descriptions.",
                "Put everything in it into dt and dd elements.",
            ));
        }
    }
    let mut names = document
        .children(id)
        .iter()
        .filter_map(|child| document.html_name(*child))
        .filter(|name| matches!(*name, "dt" | "dd"))
        .peekable();
    let is_loose = names.peek().is_some();
    let is_paired = names.any(|name| name == "dt") && names.any(|name| name == "dd");
    (is_loose && !is_paired).then_some((
        "In this list of descriptions no description follows a term.",
        "Write each term as a dt, and after it what is said of it as a dd.",
    ))
}

/// Whether a child may stand in a list: because of its name, or of the role it is given, or because nobody is told of it.
fn is_held(context: &Context<'_>, child: NodeId, names: &[&str], roles: &[Role]) -> bool {
    let document = context.document();
    if let Some(text) = document.text(child) {
        return !html::has_text(text);
    }
    if document.element(child).is_none() || !context.is_exposed(child) {
        return true;
    }
    html::explicit_role(document, child).map_or_else(
        || {
            document
                .html_name(child)
                .is_some_and(|name| names.contains(&name))
        },
        |role| roles.contains(&role),
    )
}

fn is_in_list(context: &Context<'_>, id: NodeId) -> bool {
    let document = context.document();
    let Some(parent) = document.parent(id) else {
        return false;
    };
    html::explicit_role(document, parent).map_or_else(
        || matches!(document.html_name(parent), Some("ul" | "ol" | "menu")),
        |role| matches!(role, Role::List | Role::None),
    )
}

fn is_in_description_list(context: &Context<'_>, id: NodeId) -> bool {
    let document = context.document();
    let plain = |id: NodeId, name: &str| {
        document.html_name(id) == Some(name)
            && matches!(
                html::explicit_role(document, id),
                None | Some(Role::List | Role::None)
            )
    };
    let mut around = document.ancestors(id);
    around.next().is_some_and(|parent| {
        plain(parent, "dl")
            || (plain(parent, "div") && around.next().is_some_and(|parent| plain(parent, "dl")))
    })
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{FAIL, NONE, PASS, judged};

    #[test]
    fn lists_hold_items_and_items_stand_in_lists() {
        for (html, outcome) in [
            ("<ul></ul>", PASS),
            (
                "<ul><!-- x --><li>a</li> <script></script><template></template></ul>",
                PASS,
            ),
            ("<ul>text</ul>", FAIL),
            ("<ol><p>a</p></ol>", FAIL),
            ("<ul><p hidden>a</p></ul>", PASS),
            ("<ul><div role=listitem>a</div></ul>", PASS),
            ("<ul><li role=none>a</li></ul>", FAIL),
            ("<ul role=group><p>a</p></ul>", NONE),
            ("<ul hidden><p>a</p></ul>", NONE),
            ("<li>a</li>", FAIL),
            ("<div><li>a</li></div>", FAIL),
            ("<div role=list><li>a</li></div>", PASS),
            ("<menu><li>a</li></menu>", PASS),
            ("<ul role=tablist><li>a</li></ul>", FAIL),
            ("<ul role=none><li>a</li></ul>", PASS),
            ("<dl><dt>a</dt><dd>b</dd></dl>", PASS),
            ("<dl><div><dt>a</dt><dd>b</dd></div></dl>", PASS),
            ("<dl><dd>b</dd><dt>a</dt></dl>", FAIL),
            ("<dl><p>b</p></dl>", FAIL),
            ("<dl></dl>", PASS),
            ("<dt>a</dt>", FAIL),
            ("<div><dd>a</dd></div>", FAIL),
            ("<p>a</p>", NONE),
        ] {
            assert_eq!(judged("list/structure", html), outcome, "{html}");
        }
    }
}
