//! Collecting into sorted sets and maps.

/// `collect`, one by one.
///
/// The standard library sorts what it collects into a `BTreeSet` or `BTreeMap`, with code that is compiled anew for each type
/// and outweighs all else that the small sets of this program need.
pub(crate) trait Gather: Iterator + Sized {
    /// A set or map of all there is.
    fn gather<C: Default + Extend<Self::Item>>(self) -> C {
        let mut gathered = C::default();
        gathered.extend(self);
        gathered
    }
}

impl<I: Iterator> Gather for I {}
