//! The archive, whose bytes follow from its contents alone: names in order, one time, one owner, two modes.

use std::fs;
use std::path::{Path, PathBuf};

use crate::command_line::CommandLine;
use crate::error::Error;
use crate::workspace::{self, at};

/// What GNU tar is told. Those who may run a file or enter a folder are all or none, whatever the mask of who made it.
const TAR: &str = "tar --create --format=ustar --sort=name --owner=0 --group=0 --numeric-owner --mode=u=rwX,go=rX";

/// What makes it small: without a name and a time.
const COMPRESS: &str = "--use-compress-program=gzip --no-name --best";

/// The file of checksums, as `sha256sum --check` reads it.
const SUMS: &str = "SHA256SUMS";

/// A finished archive.
#[derive(Debug)]
pub(super) struct Archive {
    pub(super) path: PathBuf,
    pub(super) bytes: u64,
    /// Its SHA-256, in hexadecimal digits.
    pub(super) digest: String,
}

/// Packs the folder `name` of `dist` beside it, and writes its checksum.
pub(super) fn pack(dist: &Path, name: &str) -> Result<Archive, Error> {
    let path = dist.join(format!("{name}.tar.gz"));
    write(dist, name, &path, time()?)?;
    let digest = digest(&path)?;
    workspace::write(&dist.join(SUMS), &format!("{digest}  {name}.tar.gz\n"))?;
    let bytes = fs::metadata(&path).map_err(at(&path))?.len();
    Ok(Archive {
        path,
        bytes,
        digest,
    })
}

/// Packs, with every file as old as `time`, in seconds since 1970.
fn write(folder: &Path, name: &str, archive: &Path, time: u64) -> Result<(), Error> {
    CommandLine::parse(TAR)
        .arg(format!("--mtime=@{time}"))
        .arg(COMPRESS)
        .arg("--file")
        .arg(archive)
        .arg("--directory")
        .arg(folder)
        .arg(name)
        .run()
}

/// When the last commit was made. What is packed from the same commit is the same.
fn time() -> Result<u64, Error> {
    let printed = CommandLine::parse("git log -1 --format=%ct").capture()?;
    let printed = String::from_utf8_lossy(&printed);
    printed.trim().parse().map_err(|_| Error::Unexpected {
        what: "the time of the last commit".to_owned(),
        seen: format!("git says `{}`", printed.trim()),
    })
}

fn digest(file: &Path) -> Result<String, Error> {
    let printed = CommandLine::parse("sha256sum --binary")
        .arg(file)
        .capture()?;
    let printed = String::from_utf8_lossy(&printed);
    match printed.split_once(' ') {
        Some((digest, _)) if digest.len() == 64 => Ok(digest.to_owned()),
        _ => Err(Error::Unexpected {
            what: "what sha256sum prints".to_owned(),
            seen: printed.trim().to_owned(),
        }),
    }
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    /// Two folders with the same files, made in another order, at other times, by people with other masks.
    #[test]
    fn the_same_files_make_the_same_bytes() {
        use std::os::unix::fs::PermissionsExt as _;
        let scratch = workspace::scratch().join("archive");
        let mut archives = Vec::new();
        for (run, files, modes, touched) in [
            (
                "one",
                ["bin/preflight", "share/a", "share/b"],
                [0o755, 0o644],
                "@1000000000",
            ),
            (
                "two",
                ["share/b", "bin/preflight", "share/a"],
                [0o700, 0o600],
                "@1700000000",
            ),
        ] {
            let folder = scratch.join(run);
            workspace::empty_directory(&folder.join("p/bin")).expect("a folder");
            workspace::empty_directory(&folder.join("p/share")).expect("a folder");
            for file in files {
                let path = folder.join("p").join(file);
                workspace::write(&path, file).expect("writable");
                let mode = modes[usize::from(file != "bin/preflight")];
                fs::set_permissions(&path, fs::Permissions::from_mode(mode)).expect("ours");
                let touch = CommandLine::parse("touch --date").arg(touched).arg(&path);
                touch.run().expect("a time that files may have");
            }
            let archive = folder.join("p.tar.gz");
            write(&folder, "p", &archive, 1_234_567_890).expect("GNU tar and gzip");
            archives.push(archive);
        }
        let bytes = |archive| fs::read(archive).expect("an archive");
        assert_eq!(bytes(&archives[0]), bytes(&archives[1]));

        let list =
            CommandLine::parse("tar --list --verbose --utc --full-time --file").arg(&archives[0]);
        let list = String::from_utf8(list.capture().expect("an archive")).expect("text");
        let program = list.lines().find(|line| line.ends_with("p/bin/preflight"));
        let program: Vec<&str> = program.expect("it is in it").split_whitespace().collect();
        assert_eq!(program[..2], ["-rwxr-xr-x", "0/0"]);
        assert_eq!(program[3..5], ["2009-02-13", "23:31:30"]);
    }

    #[test]
    fn a_digest_is_what_the_standard_says() {
        let file = workspace::scratch().join("abc");
        workspace::create_directory(&workspace::scratch()).expect("a folder");
        workspace::write(&file, "abc").expect("writable");
        // FIPS 180-4, its first example.
        assert_eq!(
            digest(&file).expect("sha256sum"),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
    }
}
