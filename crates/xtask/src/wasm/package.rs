//! The npm package: built from the module, tested in the projects that people have, measured in Chromium.

use crate::command_line::CommandLine;
use crate::error::Error;
use crate::progress::step;
use crate::{need, setup};

/// Its own tools run where they are installed, so that no other version is taken for them.
const BUILD: &str = "node web/package/scripts/build.mjs";

/// The tests, in the order in which they fail soonest. The projects are installed with the packed package, so what is
/// tested is what npm would publish.
const TESTS: &[(&str, &str)] = &[
    (
        "its formatting and lints",
        "node web/node_modules/@biomejs/biome/bin/biome check --error-on-warnings",
    ),
    (
        "the types of its tests",
        "node web/node_modules/typescript/lib/tsc.js --project web/package/test",
    ),
    (
        "its unit tests",
        "node web/node_modules/vitest/vitest.mjs run --root web/package",
    ),
    (
        "its consumers",
        "node --test --test-reporter=spec --test-concurrency=1 \
         tests/consumers/consumers.test.mjs tests/consumers/chromium.test.mjs",
    ),
];

/// Writes the tables of `docs/benchmarks.md`.
const MEASURE: &str = "node tests/measure/measure.mjs";

/// Builds it into `web/package/dist`; the module must be there.
pub(crate) fn build() -> Result<(), Error> {
    setup::provide(need::NPM_PACKAGE)?;
    step("the npm package", || CommandLine::parse(BUILD).run())
}

/// Tests it; it must be built.
pub(crate) fn test() -> Result<(), Error> {
    setup::provide(need::CONSUMERS)?;
    TESTS
        .iter()
        .try_for_each(|(title, command)| step(title, || CommandLine::parse(command).run()))
}

/// Measures it; it must be built.
pub(crate) fn measure() -> Result<(), Error> {
    setup::provide(need::MEASURE)?;
    CommandLine::parse(MEASURE).run()
}
