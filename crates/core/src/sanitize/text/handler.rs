//! Event handlers written as attributes, outside of any tag.
//!
//! A value such as `" onmouseover="alert(1)` becomes an attribute where a renderer puts it between quotes without
//! escaping it. Prose that happens to have an `on…=` in it ("Conversion = 5%", "month=May") names no event.

use super::rules::EVENT_HANDLER;
use crate::finding::Safety;
use crate::sanitize::problem::{Found, Problem, Removal, TextEdit};

/// The events that scripts in the wild use, without `on`.
const EVENTS: &[&str] = &[
    "abort",
    "afterprint",
    "afterscriptexecute",
    "animationcancel",
    "animationend",
    "animationiteration",
    "animationstart",
    "auxclick",
    "beforecopy",
    "beforecut",
    "beforeinput",
    "beforematch",
    "beforepaste",
    "beforeprint",
    "beforescriptexecute",
    "beforetoggle",
    "beforeunload",
    "beforexrselect",
    "begin",
    "blur",
    "bounce",
    "cancel",
    "canplay",
    "canplaythrough",
    "change",
    "click",
    "close",
    "command",
    "contentvisibilityautostatechange",
    "contextmenu",
    "copy",
    "cuechange",
    "cut",
    "dblclick",
    "devicemotion",
    "deviceorientation",
    "drag",
    "dragend",
    "dragenter",
    "dragexit",
    "dragleave",
    "dragover",
    "dragstart",
    "drop",
    "durationchange",
    "end",
    "ended",
    "error",
    "finish",
    "focus",
    "focusin",
    "focusout",
    "formdata",
    "fullscreenchange",
    "fullscreenerror",
    "gesturechange",
    "gestureend",
    "gesturestart",
    "gotpointercapture",
    "hashchange",
    "input",
    "invalid",
    "keydown",
    "keypress",
    "keyup",
    "languagechange",
    "load",
    "loadeddata",
    "loadedmetadata",
    "loadend",
    "loadstart",
    "lostpointercapture",
    "message",
    "messageerror",
    "mousedown",
    "mouseenter",
    "mouseleave",
    "mousemove",
    "mouseout",
    "mouseover",
    "mouseup",
    "mousewheel",
    "mozfullscreenchange",
    "offline",
    "online",
    "orientationchange",
    "pagehide",
    "pagereveal",
    "pageshow",
    "pageswap",
    "paste",
    "pause",
    "play",
    "playing",
    "pointercancel",
    "pointerdown",
    "pointerenter",
    "pointerleave",
    "pointermove",
    "pointerout",
    "pointerover",
    "pointerrawupdate",
    "pointerup",
    "popstate",
    "progress",
    "ratechange",
    "readystatechange",
    "rejectionhandled",
    "repeat",
    "reset",
    "resize",
    "scroll",
    "scrollend",
    "scrollsnapchange",
    "scrollsnapchanging",
    "search",
    "securitypolicyviolation",
    "seeked",
    "seeking",
    "select",
    "selectionchange",
    "selectstart",
    "show",
    "slotchange",
    "stalled",
    "start",
    "storage",
    "submit",
    "suspend",
    "timeupdate",
    "toggle",
    "touchcancel",
    "touchend",
    "touchmove",
    "touchstart",
    "transitioncancel",
    "transitionend",
    "transitionrun",
    "transitionstart",
    "unhandledrejection",
    "unload",
    "volumechange",
    "waiting",
    "webkitanimationend",
    "webkitanimationiteration",
    "webkitanimationstart",
    "webkitfullscreenchange",
    "webkitmouseforcechanged",
    "webkitmouseforcedown",
    "webkitmouseforceup",
    "webkitmouseforcewillbegin",
    "webkittransitionend",
    "wheel",
];

pub(super) fn find(text: &str, found: &mut Found) {
    // Handlers do not cover each other, so what covers them is known before the first.
    let mut coverage = None;
    for (equals, _) in text.match_indices('=') {
        let before = text[..equals].trim_end();
        let start = before
            .bytes()
            .rposition(|byte| !byte.is_ascii_alphabetic())
            .map_or(0, |at| at + 1);
        let name = &before[start..];
        if !is_handler(name) {
            continue;
        }
        let breaks_out = before[..start]
            .trim_end_matches(|character: char| character.is_ascii_whitespace() || character == '/')
            .ends_with(['"', '\'', '`']);
        let after = text[equals + 1..].trim_start();
        if !breaks_out && !is_code(after) {
            continue;
        }
        // Inside of markup the markup is what is wrong.
        let coverage = coverage.get_or_insert_with(|| found.coverage());
        if !coverage.holds(&(start..equals + 1)) {
            found.add_some(|| Problem {
                rule: &EVENT_HANDLER,
                range: start..equals + 1,
                predicate: format!(
                    "holds the event handler {}, which runs where a page puts the text into an attribute",
                    name.to_ascii_lowercase()
                ),
                help: "Reword it; plain text needs no event handler.".to_owned(),
                removal: Some(Removal {
                    safety: Safety::Unsafe,
                    description: "Remove the handler's name.",
                    edits: vec![TextEdit::remove(start..equals + 1)],
                }),
            });
        }
    }
}

fn is_handler(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    lower
        .strip_prefix("on")
        .is_some_and(|event| EVENTS.binary_search(&event).is_ok())
}

/// Whether a text begins with a call or an assignment: a name, perhaps of a member, and a bracket, a template or `=`.
fn is_code(text: &str) -> bool {
    let text = text
        .trim_start_matches(['"', '\'', '`', '\\', '{'])
        .trim_start();
    let end = text
        .find(|character: char| {
            !(character.is_ascii_alphanumeric() || matches!(character, '_' | '$' | '.' | ':' | ';'))
        })
        .unwrap_or(text.len());
    end > 0 && text[end..].starts_with(['(', '`', '[', '='])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn events_are_sorted() {
        assert!(EVENTS.is_sorted());
    }

    #[test]
    fn handlers_are_told_from_prose() {
        for (text, expected) in [
            ("\" onmouseover=\"alert(1)", true),
            ("x' onclick='go()", true),
            ("onclick=alert(1)", true),
            ("ONERROR = alert`1`", true),
            ("onload=javascript:alert(1)", true),
            ("onfocus=location=name autofocus", true),
            ("/\"/onfocus=x", true),
            ("on time = 95 %", false),
            ("Conversion = 5%", false),
            ("month=May", false),
            ("onclick = the handler's name", false),
            ("Set onclick= in the template", false),
            ("version=2(b)", false),
            ("online=yes(1)", false),
        ] {
            let mut found = Found::new(8);
            find(text, &mut found);
            assert_eq!(!found.is_empty(), expected, "{text}");
        }
    }
}
