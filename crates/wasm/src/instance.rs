//! Whether this instance can still be trusted.
//!
//! A panic ends in a trap, and so does a stack that overflows. JavaScript may call on after either, but then nothing
//! holds: memory is as the trap left it. So an instance that did not come back from a call answers no other one. The
//! glue makes a new one of the same module before the next call.

use std::panic;
use std::sync::atomic::{AtomicBool, Ordering};

use preflight_core::api::Misuse;
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::JsValue;
use wasm_bindgen::handler::schedule_reinit;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::error::{error, misuse};

const TRAP: &str = "trap";

/// Whether a call is under way. No call begins within another: arguments are read before and no JavaScript of the caller
/// runs until the answer is there.
static AT_WORK: AtomicBool = AtomicBool::new(false);

/// Makes a panic throw what it has to say, in place of a trap without words.
#[wasm_bindgen(start)]
fn start() {
    panic::set_hook(Box::new(|panic| {
        schedule_reinit();
        let message = format!("Preflight came upon a fault of its own: {panic}");
        wasm_bindgen::throw_val(error(TRAP, &message));
    }));
}

/// Has the next call answered by a new instance of the module. For whoever caught an error without a `code`: the engine
/// stopped that call, and nothing in the instance can be relied on any more.
// It has to do without a stack, which may be used up: so it calls out and does nothing else.
#[wasm_bindgen]
pub fn restart() {
    schedule_reinit();
}

/// Does the work of a call, and hands its answer over as plain objects.
pub(crate) fn answer<T: Serialize>(
    work: impl FnOnce() -> Result<T, Misuse>,
) -> Result<JsValue, JsValue> {
    alone(|| match work() {
        Ok(answer) => answer
            .serialize(&Serializer::json_compatible())
            .map_err(JsValue::from),
        Err(refused) => Err(misuse(&refused)),
    })
}

/// Does the work of a call that answers with a text.
pub(crate) fn text(work: impl FnOnce() -> Result<String, Misuse>) -> Result<String, JsValue> {
    alone(|| work().map_err(|refused| misuse(&refused)))
}

fn alone<T>(work: impl FnOnce() -> Result<T, JsValue>) -> Result<T, JsValue> {
    if AT_WORK.swap(true, Ordering::Relaxed) {
        // The call that trapped had no words for it, as when the stack overflows; so this one has.
        schedule_reinit();
        return Err(error(
            TRAP,
            "The call before this one did not end. The next one gets a new instance.",
        ));
    }
    let answer = work();
    AT_WORK.store(false, Ordering::Relaxed);
    answer
}
