//! Links have names.

use super::super::criteria;
use super::judge;
use crate::accessibility::check::{Check, Impact, Verdicts};
use crate::accessibility::{Context, Role};
use crate::finding::declare::rules;

rules! {
    /// A link has an accessible name.
    ///
    /// Without one a screen reader says "link", or spells out the address. A link that holds nothing but an image is named by
    /// the image.
    ///
    /// Invalid:
    ///
    /// ```html fragment
    /// <a href="/shop"><img src="shop.png" alt=""></a>
    /// ```
    ///
    /// Valid:
    ///
    /// ```html fragment
    /// <a href="/shop"><img src="shop.png" alt="Shop"></a>
    /// ```
    pub(crate) LINK = "name/link", Error, Wcag,
        "A link has no accessible name.";
}

pub(in super::super) static CHECKS: &[Check] = &[Check {
    rule: &LINK,
    criteria: criteria!["2.4.4" A, "4.1.2" A],
    act: &["c487ae"],
    axe: &["link-name", "area-alt"],
    impact: Impact::Serious,
    run,
}];

/// `link`, and the roles that inherit from it.
pub(in super::super) const ROLES: &[Role] = &[
    Role::Link,
    Role::DocBackLink,
    Role::DocBiblioRef,
    Role::DocGlossRef,
    Role::DocNoteRef,
];

fn run(context: &Context<'_>, verdicts: &mut Verdicts) {
    let help = "Say in it where it leads; an image in it says so by its alt.";
    judge(
        context,
        verdicts,
        ("The link has no accessible name.", help),
        |id| context.document().html_name(id).is_some() && ROLES.contains(&context.role(id)),
    );
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{FAIL, NONE, PASS, judged};

    #[test]
    fn links_have_names() {
        for (html, outcome) in [
            ("<a href=x>Shop</a>", PASS),
            ("<a href=x></a>", FAIL),
            ("<a href=x><img alt=''></a>", FAIL),
            ("<a href=x><img alt='' >Shop</a>", PASS),
            ("<a href=x title=Shop><img alt=''></a>", PASS),
            ("<a href=x><img title=Shop></a>", PASS),
            ("<a href=x><img role=none src=x></a>", FAIL),
            ("<a href=x><img aria-labelledby=l></a><b id=l></b>", FAIL),
            (
                "<a href=x style='position: absolute; left: -9999px'></a>",
                FAIL,
            ),
            ("<a href=x role=doc-biblioref></a>", FAIL),
            ("<div role=link></div>", FAIL),
            ("<img usemap=#m alt=a><map name=m><area href=x></map>", FAIL),
            (
                "<img usemap=#m alt=a><map name=m><area href=x alt=Sun></map>",
                PASS,
            ),
            ("<a href=x role=button></a>", NONE),
            ("<a></a>", NONE),
            ("<a href=x hidden></a>", NONE),
        ] {
            assert_eq!(judged("name/link", html), outcome, "{html}");
        }
    }
}
