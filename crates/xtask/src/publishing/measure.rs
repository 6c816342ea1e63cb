//! What one process takes: time on the wall, time on a CPU, memory.
//!
//! The standard library does not tell, so two programs are asked that do. The shell's `time` counts the CPU time of one
//! command alone, to the millisecond; GNU time, where it is there, knows the most memory it had.

use std::path::Path;
use std::time::Duration;

use crate::command_line::CommandLine;
use crate::error::Error;
use crate::progress::say;
use crate::workspace;

/// What a process took.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Usage {
    pub(super) wall: Duration,
    /// In its own code and in the kernel.
    pub(super) cpu: Duration,
    /// The most memory that was resident, in KiB; none where nobody can tell.
    pub(super) peak: Option<u64>,
}

/// Runs `"$@"` without its output, which a terminal would take its time with.
const SCRIPT: &str = r#"
times=$1 errors=$2 code=$3; shift 3
TIMEFORMAT='%3R %3U %3S'
{ time "$@" >/dev/null 2>"$errors"; } 2>"$times"
status=$?
[ "$status" = "$code" ] || exit "$((status ? status : 1))"
"#;

/// Runs a command that must succeed; `folder` is for the measurements.
pub(super) fn run(command: CommandLine, folder: &Path) -> Result<Usage, Error> {
    run_to(command, folder, 0)
}

/// Runs a command that must end with this code.
pub(super) fn run_to(command: CommandLine, folder: &Path, code: i32) -> Result<Usage, Error> {
    let [times, errors, peak] = ["times", "errors", "peak"].map(|name| folder.join(name));
    let mut wrapper = CommandLine::of("bash")
        .arg("-c")
        .arg(SCRIPT)
        .arg("measured")
        .arg(&times)
        .arg(&errors)
        .arg(code.to_string());
    let knows_peak = CommandLine::parse("time -q -f %M true").succeeds();
    if knows_peak {
        wrapper = wrapper
            .arg("time")
            .arg("-q")
            .arg("-f")
            .arg("%M")
            .arg("-o")
            .arg(&peak);
    }
    let shown = command.to_string();
    command.under(wrapper).run().map_err(|error| {
        say(workspace::read(&errors).unwrap_or_default().trim_end());
        match error {
            Error::Failed { status, .. } => Error::Failed {
                command: shown,
                status,
            },
            other => other,
        }
    })?;
    let times = workspace::read(&times)?;
    let (wall, cpu) = read_times(&times).ok_or_else(|| Error::Unexpected {
        what: "the shell's `time`".to_owned(),
        seen: format!("it says {times:?}"),
    })?;
    let peak = knows_peak
        .then(|| workspace::read(&peak).ok()?.trim().parse().ok())
        .flatten();
    Ok(Usage { wall, cpu, peak })
}

/// The number in the middle, or what is half-way between the two that are.
pub(super) fn median(mut numbers: Vec<f64>) -> f64 {
    numbers.sort_by(f64::total_cmp);
    let at = |index: usize| numbers.get(index).copied().unwrap_or(f64::NAN);
    f64::midpoint(
        at(numbers.len().saturating_sub(1) / 2),
        at(numbers.len() / 2),
    )
}

/// Seconds on the wall, in the program's own code and in the kernel, as three numbers.
fn read_times(text: &str) -> Option<(Duration, Duration)> {
    // Some languages write fractions with a comma.
    let text = text.replace(',', ".");
    let seconds: Vec<f64> = text
        .split_whitespace()
        .map(str::parse)
        .collect::<Result<_, _>>()
        .ok()?;
    let [wall, user, system] = seconds[..] else {
        return None;
    };
    let duration = |seconds| Duration::try_from_secs_f64(seconds).ok();
    Some((duration(wall)?, duration(user + system)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_is_in_the_middle() {
        for (numbers, expected) in [
            (vec![7.0], 7.0),
            (vec![3.0, 1.0], 2.0),
            (vec![9.0, 1.0, 2.0], 2.0),
            (vec![4.0, 1.0, 9.0, 2.0], 3.0),
        ] {
            let median = median(numbers.clone());
            assert!((median - expected).abs() < 1e-9, "{numbers:?}: {median}");
        }
        assert!(median(Vec::new()).is_nan());
    }

    #[test]
    fn times_are_read_in_every_language() {
        let expected = Some((Duration::from_millis(1_250), Duration::from_millis(750)));
        assert_eq!(read_times("1.250 0.500 0.250\n"), expected);
        assert_eq!(read_times("1,250 0,500 0,250\n"), expected);
        for text in ["", "1.0 2.0", "1.0 2.0 x", "1.0 2.0 -3.0"] {
            assert_eq!(read_times(text), None, "{text:?}");
        }
    }

    #[test]
    fn a_process_that_only_waits_takes_no_cpu() -> Result<(), Error> {
        let folder = workspace::scratch().join("measure-test");
        workspace::empty_directory(&folder)?;
        let usage = run(CommandLine::parse("sleep 0.2"), &folder)?;
        assert!(usage.wall >= Duration::from_millis(190), "{usage:?}");
        assert!(usage.cpu < Duration::from_millis(100), "{usage:?}");
        assert!(matches!(
            run(CommandLine::parse("false"), &folder),
            Err(Error::Failed { command, .. }) if command == "false"
        ));
        Ok(())
    }
}
