//! Reading a file that publishers may be appending to at the same time.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read as _};
use std::path::Path;

use super::lock::Lock;

/// Opens a file as it stands between two writes: lines that come later are not seen, and no line is seen in part.
pub(crate) fn open(path: &Path) -> io::Result<impl BufRead + use<>> {
    let file = File::open(path)?;
    let length = if file.metadata()?.is_file() {
        let _lock = Lock::share(&file)?;
        file.metadata()?.len()
    } else {
        // A pipe ends where it ends.
        u64::MAX
    };
    Ok(BufReader::with_capacity(64 * 1024, file.take(length)))
}
