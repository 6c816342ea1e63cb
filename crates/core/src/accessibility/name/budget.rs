//! How much names may cost: a document can have thousands of elements that are all named by the same long text.
//!
//! What one name costs is counted in steps: one for each node that is looked at, and one for every few bytes of text, each
//! time that the text is handed on. Beyond its budget a name is cut off and ends with an ellipsis, so that what could not be
//! read to its end is never taken for what has no name.

use crate::accessibility::Context;

/// What stands for the rest of a name that is cut off.
pub(in crate::accessibility) const CUT: char = '…';

/// How many bytes of text cost a step.
const BYTES: usize = 4;

/// What a computation may cost, and has cost.
#[derive(Debug)]
pub(super) struct Budget {
    spent: usize,
    most: usize,
    is_cut: bool,
}

impl Budget {
    /// What the document has left for one more name.
    pub(super) fn of(context: &Context<'_>) -> Self {
        Self {
            spent: 0,
            most: context.spend(0),
            is_cut: false,
        }
    }

    /// Counts what was spent.
    pub(super) fn settle(&self, context: &Context<'_>) {
        context.spend(self.spent);
    }

    /// Takes a step; whether there was one left.
    pub(super) fn step(&mut self) -> bool {
        self.spent += 1;
        !self.is_spent()
    }

    /// As much of a text as can be paid for.
    pub(super) fn take<'t>(&mut self, text: &'t str) -> &'t str {
        let most = self.most.saturating_sub(self.spent).saturating_mul(BYTES);
        let mut end = text.len().min(most);
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        if end < text.len() {
            self.is_cut = true;
        }
        self.spent += end / BYTES;
        &text[..end]
    }

    /// Counts what it costs to take a text into another.
    pub(super) fn hand_on(&mut self, text: &str) {
        self.spent += text.len() / BYTES;
    }

    /// Whether there is nothing left; what is still to come is cut off.
    pub(super) fn is_spent(&mut self) -> bool {
        if self.spent > self.most {
            self.is_cut = true;
        }
        self.spent > self.most
    }

    /// Something is left out.
    pub(super) fn cut(&mut self) {
        self.is_cut = true;
    }

    /// Whether something was left out.
    pub(super) fn is_cut(&self) -> bool {
        self.is_cut
    }
}
