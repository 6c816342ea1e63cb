//! The elements that are open while tags are read one by one.

/// Names of open elements, each with what its reader wants to know when it closes.
#[derive(Debug)]
pub(crate) struct OpenElements<T>(Vec<(String, T)>);

impl<T> Default for OpenElements<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> OpenElements<T> {
    pub(crate) fn open(&mut self, name: &str, what: T) {
        self.0.push((name.to_owned(), what));
    }

    /// Closes the nearest element of that name.
    pub(crate) fn close(&mut self, name: &str) -> Option<T> {
        // Elements left open inside are few; who opens thousands is not worth following.
        const NEAREST: usize = 64;
        let from = self.0.len().saturating_sub(NEAREST);
        let at = self.0[from..].iter().rposition(|(open, _)| open == name)?;
        Some(self.0.remove(from + at).1)
    }
}
