//! How the document around an edit is laid out.

/// How new lines are written.
#[derive(Debug)]
pub(super) struct Layout<'t> {
    /// Whether everything stands on one line.
    pub(super) one_line: bool,
    /// What ends a line.
    pub(super) line_end: &'static str,
    /// What a line is indented by, relative to the one that opens what it is in.
    pub(super) unit: &'t str,
    /// What the line of the edit is indented by.
    pub(super) indent: &'t str,
    /// Whether nothing stands before the edit on its line.
    pub(super) at_line_start: bool,
}

impl<'t> Layout<'t> {
    /// The layout of a text where an edit begins.
    pub(super) fn of(text: &'t str, edit: usize) -> Self {
        let line_start = text[..edit].rfind('\n').map_or(0, |line_end| line_end + 1);
        let before = &text[line_start..edit];
        let line = &text[line_start..];
        let indent = &line[..line.len() - line.trim_start_matches([' ', '\t']).len()];
        Self {
            one_line: !text.contains('\n') && !text.trim().is_empty(),
            line_end: if text.contains("\r\n") { "\r\n" } else { "\n" },
            unit: unit(text),
            indent: if indent.len() > before.len() {
                before
            } else {
                indent
            },
            at_line_start: before.trim().is_empty(),
        }
    }
}

/// The white space that the first indented line begins with; two spaces where no line is indented.
fn unit(text: &str) -> &str {
    const DEFAULT: &str = "  ";
    const LONGEST: usize = 8;
    let Some(place) = ["\n ", "\n\t"]
        .iter()
        .filter_map(|begin| text.find(begin))
        .min()
    else {
        return DEFAULT;
    };
    let line = &text[place + 1..];
    let unit = &line[..line.len() - line.trim_start_matches([' ', '\t']).len()];
    match unit.as_bytes() {
        [b'\t', ..] => &unit[..1],
        _ if unit.len() > LONGEST || unit.contains('\t') => DEFAULT,
        _ => unit,
    }
}
