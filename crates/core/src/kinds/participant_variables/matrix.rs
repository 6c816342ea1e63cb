//! Which keys may be set, and of which type.

use super::super::definition::PayloadInput;
use crate::json::NodeId;
use crate::policy::{KeyMatrix, VariableType};

/// The key matrix in force: the spec's own, else the policy's.
#[derive(Clone, Copy)]
pub(super) enum Matrix<'t> {
    Spec(NodeId),
    Policy(&'t KeyMatrix),
}

impl<'t> Matrix<'t> {
    pub(super) fn of(input: PayloadInput<'t, '_>) -> Option<Self> {
        input
            .spec
            .and_then(|spec| input.tree.get(spec, "keyMatrix"))
            .map(Matrix::Spec)
            .or_else(|| input.policy.key_matrix().map(Matrix::Policy))
    }

    pub(super) fn lists(self, input: PayloadInput<'t, '_>, key: &str) -> bool {
        match self {
            Self::Policy(matrix) => matrix.contains_key(key),
            Self::Spec(node) => input.tree.get(node, key).is_some(),
        }
    }

    /// The type of a key; none where the key is not listed or its type is unreadable.
    pub(super) fn type_of(self, input: PayloadInput<'t, '_>, key: &str) -> Option<VariableType> {
        match self {
            Self::Policy(matrix) => matrix.get(key).copied(),
            Self::Spec(node) => input
                .tree
                .text_at(node, key)
                .and_then(VariableType::from_name),
        }
    }

    pub(super) fn keys(self, input: PayloadInput<'t, '_>) -> Vec<&'t str> {
        match self {
            Self::Policy(matrix) => matrix.keys().map(String::as_str).collect(),
            Self::Spec(node) => input
                .tree
                .members(node)
                .iter()
                .map(|member| member.key.as_ref())
                .collect(),
        }
    }
}
