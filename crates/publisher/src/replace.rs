//! Writes a file at once or not at all.

use std::fs::{self, File, Metadata};
use std::io::{self, Write as _};
use std::path::Path;
use std::sync::Arc;

use tempfile::{Builder, NamedTempFile};

use crate::input::Problem;

/// Puts `new` where `old` was read from; through a link, into the file it leads to.
///
/// The new contents are written to a file of their own in the same folder, forced to the disk and then renamed, so that
/// whatever happens in between, the path leads to the whole old file or the whole new one. Owner and permissions stay.
///
/// Nothing is replaced where the file is read-only, or no longer holds what was read.
pub(crate) fn replace(path: &Path, old: &[u8], new: &[u8]) -> Result<(), Problem> {
    let target = fs::canonicalize(path)?;
    let metadata = fs::metadata(&target)?;
    if !metadata.is_file() {
        return Err(Problem::NoFile);
    }
    if metadata.permissions().readonly() {
        return Err(Problem::ReadOnly);
    }
    let folder = target.parent().unwrap_or(Path::new("."));
    let draft = draft(folder, &metadata, new).map_err(unwritable)?;
    // As late as can be: what changes between this and the rename is lost, and that is microseconds.
    if fs::read(&target)? != old {
        return Err(Problem::Changed);
    }
    draft
        .persist(&target)
        .map_err(|error| unwritable(error.error))?;
    remember(folder);
    Ok(())
}

/// Makes a file where there is none, in the same way: what came to be there meanwhile stays.
#[cfg(feature = "designer")]
pub(crate) fn create(path: &Path, contents: &[u8]) -> Result<(), Problem> {
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let mut draft = as_new(&mut named_draft())
        .tempfile_in(folder)
        .map_err(unwritable)?;
    draft
        .write_all(contents)
        .and_then(|()| draft.as_file().sync_all())
        .map_err(unwritable)?;
    draft
        .persist_noclobber(path)
        .map_err(|error| match error.error.kind() {
            io::ErrorKind::AlreadyExists => Problem::Changed,
            _ => unwritable(error.error),
        })?;
    remember(folder);
    Ok(())
}

/// With the permissions that files get from this user, and not those of something temporary.
#[cfg(all(feature = "designer", unix))]
fn as_new<'b, 'a, 's>(draft: &'b mut Builder<'a, 's>) -> &'b mut Builder<'a, 's> {
    use std::os::unix::fs::PermissionsExt as _;
    draft.permissions(fs::Permissions::from_mode(0o666))
}

#[cfg(all(feature = "designer", not(unix)))]
fn as_new<'b, 'a, 's>(draft: &'b mut Builder<'a, 's>) -> &'b mut Builder<'a, 's> {
    draft
}

/// The file is in place; that the folder remembers it after a power cut is more than some file systems offer.
pub(crate) fn remember(folder: &Path) {
    let _ = File::open(folder).and_then(|folder| folder.sync_all());
}

/// A file under a name that no command reads.
fn named_draft() -> Builder<'static, 'static> {
    let mut builder = Builder::new();
    builder.prefix(".preflight-").suffix(".tmp");
    builder
}

/// The new contents, on the disk, under a name that no command reads; removed again unless it is renamed.
fn draft(folder: &Path, like: &Metadata, contents: &[u8]) -> io::Result<NamedTempFile> {
    let mut draft = named_draft().tempfile_in(folder)?;
    draft.write_all(contents)?;
    keep_owner(draft.as_file(), like)?;
    draft.as_file().set_permissions(like.permissions())?;
    draft.as_file().sync_all()?;
    Ok(draft)
}

#[cfg(unix)]
fn keep_owner(file: &File, like: &Metadata) -> io::Result<()> {
    use std::os::unix::fs::{MetadataExt as _, fchown};
    let now = file.metadata()?;
    if (now.uid(), now.gid()) == (like.uid(), like.gid()) {
        return Ok(());
    }
    fchown(file, Some(like.uid()), Some(like.gid()))
}

#[cfg(not(unix))]
fn keep_owner(_: &File, _: &Metadata) -> io::Result<()> {
    Ok(())
}

fn unwritable(error: io::Error) -> Problem {
    Problem::Unwritable(Arc::new(error))
}

#[cfg(test)]
mod tests {
    use tempfile::TempDir;

    use super::*;

    fn file() -> (TempDir, std::path::PathBuf) {
        let folder = TempDir::new().expect("a temporary folder");
        let path = folder.path().join("a.json");
        fs::write(&path, "old").expect("writable");
        (folder, path)
    }

    fn names(folder: &TempDir) -> usize {
        fs::read_dir(folder.path()).expect("readable").count()
    }

    #[test]
    fn replaces_what_was_read_and_nothing_else() {
        let (folder, path) = file();
        replace(&path, b"old", b"new").expect("nothing is in the way");
        assert_eq!(fs::read(&path).expect("readable"), b"new");

        let problem = replace(&path, b"old", b"newer").expect_err("it holds something else");
        assert!(matches!(problem, Problem::Changed), "{problem}");
        assert_eq!(fs::read(&path).expect("readable"), b"new");
        assert_eq!(names(&folder), 1, "no draft stays behind");
    }

    #[cfg(feature = "designer")]
    #[test]
    fn makes_what_is_not_there_and_leaves_what_is() {
        let (folder, path) = file();
        let problem = create(&path, b"new").expect_err("something is there");
        assert!(matches!(problem, Problem::Changed), "{problem}");
        assert_eq!(fs::read(&path).expect("readable"), b"old");

        let other = folder.path().join("b.json");
        create(&other, b"new").expect("nothing is in the way");
        assert_eq!(fs::read(&other).expect("readable"), b"new");
        assert_eq!(names(&folder), 2, "no draft stays behind");
    }

    #[test]
    fn what_is_gone_or_locked_stays_so() {
        let (folder, path) = file();
        let mut permissions = fs::metadata(&path).expect("there").permissions();
        permissions.set_readonly(true);
        fs::set_permissions(&path, permissions).expect("allowed");
        let problem = replace(&path, b"old", b"new").expect_err("it is read-only");
        assert!(matches!(problem, Problem::ReadOnly), "{problem}");
        assert_eq!(fs::read(&path).expect("readable"), b"old");

        fs::remove_file(&path).expect("allowed");
        let problem = replace(&path, b"old", b"new").expect_err("it is gone");
        assert!(matches!(problem, Problem::Missing), "{problem}");
        assert_eq!(names(&folder), 0);
    }
}
