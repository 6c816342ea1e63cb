//! What a kind has to say for itself.

use std::borrow::Cow;

use crate::accessibility::color::Color;
use crate::accessibility::contrast::Threshold;
use crate::finding::{Facts, FixDraft, Sink};
use crate::json::{NodeId, Pointer, Tree};
use crate::limits::Limit;
use crate::policy::Policy;
use crate::shape::Object;
use crate::view::View;
pub(crate) use crate::view::ViewInput;

/// What a builder reads.
#[derive(Debug, Clone, Copy)]
pub(crate) struct BuildInput<'p> {
    /// The spec; an object.
    pub(crate) spec: NodeId,
    /// The manifest's id, where it is a string.
    pub(crate) id: Option<NodeId>,
    /// The manifest's target, where there is one.
    pub(crate) target: Option<NodeId>,
    /// The policy in force.
    pub(crate) policy: &'p Policy,
}

/// What a kind's rules judge.
#[derive(Debug, Clone, Copy)]
pub(crate) struct PayloadInput<'t, 's> {
    /// The tree that holds everything.
    pub(crate) tree: &'t Tree<'s>,
    /// The payload.
    pub(crate) payload: NodeId,
    /// The spec it was built from, where it was.
    pub(crate) spec: Option<NodeId>,
    /// The policy in force.
    pub(crate) policy: &'t Policy,
}

/// Two colours that are too close.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Contrast {
    /// The colour in front.
    pub(crate) foreground: Color,
    /// The colour behind it.
    pub(crate) background: Color,
    /// What they have to reach.
    pub(crate) threshold: Threshold,
}

/// What an accessibility rule found wrong with a drawn payload.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Fault<'p> {
    /// The rule's id.
    pub(crate) rule: &'static str,
    /// The place in the payload that the node shows.
    pub(crate) place: &'p Pointer,
    /// The colours, where it is about those.
    pub(crate) contrast: Option<Contrast>,
}

/// A kind of payload.
pub(crate) trait Definition: Sync {
    /// The table of the payload.
    fn payload(&self) -> &'static Object;

    /// The table of the spec.
    fn spec(&self) -> &'static Object;

    /// The table of the target, where a payload of this kind needs one.
    fn target(&self) -> Option<&'static Object> {
        None
    }

    /// Builds the payload from a spec, as far as the spec allows.
    fn build(&self, tree: &mut Tree<'_>, input: BuildInput<'_>) -> NodeId;

    /// Judges what the shape table cannot say.
    fn check(&self, input: PayloadInput<'_, '_>, sink: &mut Sink);

    /// Measures the payload.
    fn measure(&self, input: PayloadInput<'_, '_>, facts: &mut Facts);

    /// Draws the payload, mistakes included.
    fn view(&self, input: ViewInput<'_, '_>) -> View;

    /// Judges and measures what only the drawn payload shows.
    fn check_view(
        &self,
        _input: PayloadInput<'_, '_>,
        _view: &View,
        _facts: &mut Facts,
        _sink: &mut Sink,
    ) {
    }

    /// Mends what an accessibility rule found wrong with the drawn payload, by an edit on the text it was read from. None
    /// where only the author can.
    fn repair(&self, _input: PayloadInput<'_, '_>, _fault: &Fault<'_>) -> Option<FixDraft> {
        None
    }

    /// The next step in the words of the payload, for its author, where that of the rule speaks of HTML.
    fn advice(&self, _fault: &Fault<'_>) -> Option<&'static str> {
        None
    }

    /// The most bytes the request body may have, beyond what any request may have.
    fn byte_limit(&self) -> Option<Limit> {
        None
    }

    /// The text by which the server tells two objects of this kind apart, where two of them must not share it.
    fn natural_key(&self, tree: &Tree<'_>, payload: NodeId) -> Option<NodeId>;

    /// The request body that carries `payload` (compact JSON); most kinds are sent as they are.
    fn body<'p>(&self, payload: &'p str, _conversation: &str) -> Cow<'p, str> {
        Cow::Borrowed(payload)
    }
}
