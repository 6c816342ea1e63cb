//! The tools the checks use, as data: what each is for, how to tell that it is there, where it comes from.
//!
//! A tool is not upgraded when it is there: the version below is what a machine without it gets.

use crate::command_line::CommandLine;

/// One tool that some check runs.
#[derive(Debug)]
pub(crate) struct Need {
    pub(crate) name: &'static str,
    pub(crate) used_for: &'static str,
    pub(crate) probe: Probe,
    pub(crate) source: Source,
}

/// How to tell that a tool is there.
#[derive(Debug)]
pub(crate) enum Probe {
    /// This command succeeds.
    Runs(&'static str),
    /// A file of this name is on PATH; for programs with no option that does nothing.
    OnPath(&'static str),
}

/// Where a tool comes from.
#[derive(Debug)]
pub(crate) enum Source {
    /// A component of the Rust toolchain in use.
    RustComponent(&'static str),
    /// A program on crates.io, built from source with its own lock file.
    Crate {
        name: &'static str,
        version: &'static str,
    },
    /// A Debian package.
    DebianPackage(&'static str),
    /// The packages of a folder with a `package-lock.json`, exactly as that has them; none of their scripts runs.
    NodePackages(&'static str),
}

/// What `cargo xtask test` needs beside cargo and bash.
pub(crate) const TEST: &[Need] = &[
    Need {
        name: "rustfmt",
        used_for: "formatting",
        probe: Probe::Runs("cargo fmt --version"),
        source: Source::RustComponent("rustfmt"),
    },
    Need {
        name: "clippy",
        used_for: "lints",
        probe: Probe::Runs("cargo clippy --version"),
        source: Source::RustComponent("clippy"),
    },
    Need {
        name: "cargo-deny",
        used_for: "licences and sources of dependencies",
        probe: Probe::Runs("cargo deny --version"),
        source: Source::Crate {
            name: "cargo-deny",
            version: "0.20.2",
        },
    },
    Need {
        name: "a C++ compiler",
        used_for: "libFuzzer, when the fuzz targets are checked",
        probe: Probe::OnPath("c++"),
        source: Source::DebianPackage("g++"),
    },
    Need {
        name: "strace",
        used_for: "killing a publisher at every point at which it writes something",
        probe: Probe::OnPath("strace"),
        source: Source::DebianPackage("strace"),
    },
    Need {
        name: "zsh",
        used_for: "parsing the zsh completions",
        probe: Probe::OnPath("zsh"),
        source: Source::DebianPackage("zsh"),
    },
    Need {
        name: "fish",
        used_for: "parsing the fish completions",
        probe: Probe::OnPath("fish"),
        source: Source::DebianPackage("fish"),
    },
    Need {
        name: "mandoc",
        used_for: "checking the man pages",
        probe: Probe::OnPath("mandoc"),
        source: Source::DebianPackage("mandoc"),
    },
    Need {
        name: "Chromium",
        used_for: "putting cleaned texts into pages and seeing that nothing runs, and its accessibility tree",
        probe: Probe::OnPath("chromium"),
        source: Source::DebianPackage("chromium"),
    },
    Need {
        name: "Node.js",
        used_for: "driving Chromium when accessibility is compared with it",
        probe: Probe::OnPath("node"),
        source: Source::DebianPackage("nodejs"),
    },
    Need {
        name: "npm",
        used_for: "installing what drives Chromium",
        probe: Probe::OnPath("npm"),
        source: Source::DebianPackage("npm"),
    },
    Need {
        name: "playwright-core and axe-core",
        used_for: "comparing accessibility with Chromium's and axe's",
        // It fails where one is missing, and where one is of another version.
        probe: Probe::Runs("npm ls --prefix tests/browser"),
        source: Source::NodePackages("tests/browser"),
    },
];

/// What `cargo xtask wasm` needs beside a compiler for WebAssembly, and its tests.
pub(crate) const WASM: &[Need] = &[
    Need {
        name: "wasm-pack",
        used_for: "building the WebAssembly module",
        probe: Probe::Runs("wasm-pack --version"),
        source: Source::Crate {
            name: "wasm-pack",
            version: "0.15.1",
        },
    },
    Need {
        name: "Node.js",
        used_for: "making the WebAssembly module small, and testing it",
        probe: Probe::OnPath("node"),
        source: Source::DebianPackage("nodejs"),
    },
    Need {
        name: "npm",
        used_for: "installing what makes the WebAssembly module small",
        probe: Probe::OnPath("npm"),
        source: Source::DebianPackage("npm"),
    },
    Need {
        name: "binaryen",
        used_for: "making the WebAssembly module small",
        probe: Probe::Runs("npm ls --prefix crates/wasm"),
        source: Source::NodePackages("crates/wasm"),
    },
    Need {
        name: "Chromium",
        used_for: "testing the WebAssembly module in a browser",
        probe: Probe::OnPath("chromium"),
        source: Source::DebianPackage("chromium"),
    },
    Need {
        name: "chromedriver",
        used_for: "testing the WebAssembly module in a browser",
        probe: Probe::OnPath("chromedriver"),
        source: Source::DebianPackage("chromium-driver"),
    },
];

/// What the npm package is built with.
pub(crate) const NPM_PACKAGE: &[Need] = &[node_packages(
    "TypeScript, Biome, Vitest and publint",
    "building and testing the npm package",
    "npm ls --prefix web",
    "web",
)];

/// What the npm package is tried in.
pub(crate) const CONSUMERS: &[Need] = &[
    node_packages(
        "playwright-core",
        "opening pages that use the npm package",
        "npm ls --prefix tests/browser",
        "tests/browser",
    ),
    node_packages(
        "Vite",
        "building and serving a page that uses the npm package",
        "npm ls --prefix tests/consumers/vite",
        "tests/consumers/vite",
    ),
    node_packages(
        "webpack",
        "building a page that uses the npm package",
        "npm ls --prefix tests/consumers/webpack",
        "tests/consumers/webpack",
    ),
    node_packages(
        "esbuild",
        "building a page that uses the npm package",
        "npm ls --prefix tests/consumers/esbuild",
        "tests/consumers/esbuild",
    ),
    node_packages(
        "TypeScript",
        "compiling programs that use the npm package",
        "npm ls --prefix tests/consumers/types",
        "tests/consumers/types",
    ),
];

/// What the designer's page is built with, tested and measured in, beside the package.
pub(crate) const DESIGNER: &[Need] = &[
    Need {
        name: "Chromium",
        used_for: "using the designer's page as people do",
        probe: Probe::OnPath("chromium"),
        source: Source::DebianPackage("chromium"),
    },
    node_packages(
        "Vite, Preact, CodeMirror and Playwright",
        "building and testing the designer's page",
        "npm ls --prefix web",
        "web",
    ),
    node_packages(
        "playwright-core",
        "measuring the designer's page",
        "npm ls --prefix tests/browser",
        "tests/browser",
    ),
];

/// What `cargo xtask release` needs beside the designer's page.
pub(crate) const RELEASE: &[Need] = &[
    Need {
        name: "a C compiler for musl",
        used_for: "compiling SQLite and the cryptography for a static program",
        probe: Probe::OnPath("musl-gcc"),
        source: Source::DebianPackage("musl-tools"),
    },
    Need {
        name: "readelf",
        used_for: "seeing that the program is static",
        probe: Probe::OnPath("readelf"),
        source: Source::DebianPackage("binutils"),
    },
];

/// What `cargo xtask measure-wasm` needs beside the package.
pub(crate) const MEASURE: &[Need] = &[
    node_packages(
        "playwright-core",
        "driving Chromium",
        "npm ls --prefix tests/browser",
        "tests/browser",
    ),
    node_packages(
        "ajv, DOMPurify and axe-core",
        "measuring the npm package beside them",
        "npm ls --prefix tests/measure",
        "tests/measure",
    ),
];

/// Packages of npm. The probe fails where one is missing, and where one is of another version.
const fn node_packages(
    name: &'static str,
    used_for: &'static str,
    probe: &'static str,
    folder: &'static str,
) -> Need {
    Need {
        name,
        used_for,
        probe: Probe::Runs(probe),
        source: Source::NodePackages(folder),
    }
}

/// What a standard library for WebAssembly is built from and with, where rustup has none to offer. Debian names the
/// compiler for browsers, which is kept recent, after what browsers are for.
pub(crate) const DEBIAN_RUST: &[Need] = &[
    Need {
        name: "a recent rustc of Debian",
        used_for: "compiling to WebAssembly, as rustup has no target for it",
        probe: Probe::Runs("dpkg --status rustc-web"),
        source: Source::DebianPackage("rustc-web"),
    },
    Need {
        name: "its cargo",
        used_for: "building the standard library for WebAssembly",
        probe: Probe::Runs("dpkg --status cargo-web"),
        source: Source::DebianPackage("cargo-web"),
    },
    Need {
        name: "its clippy",
        used_for: "lints of what is compiled for WebAssembly only",
        probe: Probe::Runs("dpkg --status rust-web-clippy"),
        source: Source::DebianPackage("rust-web-clippy"),
    },
    Need {
        name: "its library source",
        used_for: "building the standard library for WebAssembly",
        probe: Probe::Runs("dpkg --status rust-web-src"),
        source: Source::DebianPackage("rust-web-src"),
    },
];

/// A linker for WebAssembly, where the toolchain in use has none.
pub(crate) const LINKER: &[Need] = &[Need {
    name: "a linker for WebAssembly",
    used_for: "linking the module",
    probe: Probe::OnPath("wasm-ld"),
    source: Source::DebianPackage("lld"),
}];

/// What `cargo xtask fuzz` needs beside a nightly toolchain.
pub(crate) const FUZZ: &[Need] = &[Need {
    name: "cargo-fuzz",
    used_for: "fuzzing",
    probe: Probe::Runs("cargo fuzz --version"),
    source: Source::Crate {
        name: "cargo-fuzz",
        version: "0.13.2",
    },
}];

impl Probe {
    /// Whether the tool is there.
    pub(crate) fn holds(&self) -> bool {
        match self {
            Self::Runs(command) => CommandLine::parse(command).succeeds(),
            Self::OnPath(program) => on_path(program),
        }
    }

    /// The probe as an error message names it.
    pub(crate) fn describe(&self) -> String {
        match self {
            Self::Runs(command) => format!("`{command}`"),
            Self::OnPath(program) => format!("finding `{program}` on PATH"),
        }
    }
}

/// Whether a file of this name is in a directory of PATH.
pub(crate) fn on_path(program: &str) -> bool {
    std::env::var_os("PATH").is_some_and(|path| {
        std::env::split_paths(&path).any(|directory| directory.join(program).is_file())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn probes_tell_presence_from_absence() {
        assert!(Probe::Runs("cargo --version").holds());
        assert!(!Probe::Runs("cargo no-such-command").holds());
        assert!(Probe::OnPath("cargo").holds());
        assert!(!Probe::OnPath("preflight-no-such-program").holds());
    }
}
