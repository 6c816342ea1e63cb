//! Contrast as axe-core computes it: 3,557 pairs, most of them within 0.005 of a threshold.

use preflight_core::accessibility::color::Color;
use preflight_core::accessibility::contrast::{Threshold, ratio};
use preflight_core::accessibility::repair::nearest;
use preflight_tests::corpus;

/// The pairs, with axe's ratio; nothing, told once, where the corpus is not here.
fn pairs() -> Option<Vec<(Color, Color, f64)>> {
    let text = corpus("contrast-pairs.csv")?;
    let pairs = text
        .lines()
        .skip(1)
        .map(|line| {
            let mut fields = line.split(',');
            let mut color = || fields.next().and_then(Color::from_hex).expect("a color");
            let (foreground, background) = (color(), color());
            let ratio = fields.next().and_then(|field| field.parse().ok());
            (foreground, background, ratio.expect("a ratio"))
        })
        .collect();
    Some(pairs)
}

#[test]
fn no_verdict_differs_from_axes() {
    let Some(pairs) = pairs() else { return };
    assert!(pairs.len() > 3_000, "{}", pairs.len());
    for (foreground, background, theirs) in pairs {
        let ours = ratio(foreground, background);
        assert!(
            (ours - theirs).abs() < 1e-6,
            "{foreground} on {background}: {ours}, not {theirs}"
        );
        for threshold in [
            Threshold::LARGE_TEXT,
            Threshold::TEXT,
            Threshold::TEXT_ENHANCED,
        ] {
            assert_eq!(
                threshold.is_met(foreground, background),
                theirs > threshold.ratio(),
                "{foreground} on {background} at {}",
                threshold.ratio()
            );
        }
    }
}

#[test]
fn a_repair_passes_by_axes_measure_as_well() {
    let Some(pairs) = pairs() else { return };
    for (foreground, background, _) in pairs {
        for threshold in [Threshold::LARGE_TEXT, Threshold::TEXT] {
            let repair = nearest(foreground, &[background], threshold)
                .unwrap_or_else(|| panic!("{foreground} on {background}"));
            assert!(ratio(repair.color, background) >= threshold.ratio());
            // What is offered overshoots no further than eight bits make it.
            if repair.color != foreground {
                assert!(
                    repair.ratio < threshold.ratio() + 0.25,
                    "{foreground} on {background}: {}",
                    repair.ratio
                );
            }
        }
    }
}
