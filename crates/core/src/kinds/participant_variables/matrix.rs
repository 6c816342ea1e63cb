//! Which keys may be set, and of which type.

use std::collections::BTreeMap;

use super::super::definition::PayloadInput;
use crate::policy::VariableType;
use crate::shape::nearest;

/// The key matrix in force: the spec's own, else the policy's.
pub(super) struct Matrix<'t> {
    /// The type of each key; none where it is unreadable.
    types: BTreeMap<&'t str, Option<VariableType>>,
}

impl<'t> Matrix<'t> {
    pub(super) fn of(input: PayloadInput<'t, '_>) -> Option<Self> {
        let own = input
            .spec
            .and_then(|spec| input.tree.get(spec, "keyMatrix"));
        let types = match (own, input.policy.key_matrix()) {
            (Some(own), _) => input
                .tree
                .members(own)
                .iter()
                .map(|member| {
                    let name = input.tree.text(member.value);
                    (member.key.as_ref(), name.and_then(VariableType::from_name))
                })
                .collect(),
            (None, Some(policy)) => policy
                .iter()
                .map(|(key, variable_type)| (key.as_str(), Some(*variable_type)))
                .collect(),
            (None, None) => return None,
        };
        Some(Self { types })
    }

    pub(super) fn len(&self) -> usize {
        self.types.len()
    }

    pub(super) fn lists(&self, key: &str) -> bool {
        self.types.contains_key(key)
    }

    /// The type of a key; none where the key is not listed or its type is unreadable.
    pub(super) fn type_of(&self, key: &str) -> Option<VariableType> {
        self.types.get(key).copied().flatten()
    }

    /// The key that `key` was likely meant to be; a long matrix is not searched for it.
    pub(super) fn nearest(&self, key: &str) -> Option<&'t str> {
        const LONGEST_SEARCH: usize = 100;
        (self.types.len() <= LONGEST_SEARCH)
            .then(|| nearest(key, self.types.keys().copied()))
            .flatten()
    }
}
