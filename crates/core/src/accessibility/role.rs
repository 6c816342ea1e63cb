//! Roles of WAI-ARIA 1.2, and the roles that elements have of themselves (HTML-AAM, SVG-AAM).

/// A role.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Role {
    /// `button`
    Button,
    /// `generic`, the role of what says nothing about itself.
    Generic,
}
