//! What is behind the text of an element: every background up to the canvas, mixed as browsers composite it.

mod layers;

pub(in crate::dom::style) use self::layers::lay;
use crate::accessibility::color::Color;
use crate::dom::style::color::Rgba;

/// How many colours a gradient is looked at in, between two of its own; and how many may lie behind a text in all.
const STEPS: u8 = 8;
const MOST_COLORS: usize = 80;

/// Why it cannot be told what is behind a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// There is a picture.
    Image,
    /// The element is not where it stands, and what it lies on has to be looked at.
    Overlap,
    /// A filter, a mask or a mode of mixing changes what is drawn.
    Effect,
    /// It changes by itself.
    Animation,
    /// A colour or another value is not known.
    Value,
}

/// A colour that may be behind a text, and what becomes of a colour that is drawn on it.
///
/// Groups of elements that are transparent as a whole make the difference: what is drawn with colour c and opacity a is
/// seen as `(1 - a) * behind + a * (part * c + rest)`.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Sample {
    behind: [f64; 3],
    rest: [f64; 3],
}

/// What is behind a text.
#[derive(Debug, Clone, PartialEq)]
enum Behind {
    Known {
        part: f64,
        samples: Vec<Sample>,
    },
    /// Whether a background that lets nothing through makes it known again.
    Unknown {
        why: Why,
        open: bool,
    },
}

/// What is behind what an element holds.
#[derive(Debug, Clone, PartialEq)]
pub struct Ground {
    behind: Behind,
    /// Nothing is drawn but the canvas.
    canvas: bool,
}

impl Default for Ground {
    fn default() -> Self {
        let sample = Sample {
            behind: [255.0; 3],
            rest: [0.0; 3],
        };
        Self {
            behind: Behind::Known {
                part: 1.0,
                samples: vec![sample],
            },
            canvas: true,
        }
    }
}

impl Ground {
    /// The colours that are seen where something of this colour is drawn, each with the colour behind it.
    pub fn pairs(&self, color: Rgba) -> Result<Vec<(Color, Color)>, Why> {
        match &self.behind {
            Behind::Known { part, samples } => Ok(samples
                .iter()
                .map(|sample| (rounded(sample.with(color, *part)), rounded(sample.behind)))
                .collect()),
            Behind::Unknown { why, .. } => Err(*why),
        }
    }

    /// The one colour behind, where there is one.
    pub fn color(&self) -> Option<Color> {
        match &self.behind {
            Behind::Known { samples, .. } => match samples.as_slice() {
                [sample] => Some(rounded(sample.behind)),
                _ => None,
            },
            Behind::Unknown { .. } => None,
        }
    }

    fn unknown(&mut self, why: Why, stays: bool) {
        let open = match &self.behind {
            Behind::Known { part, .. } => *part >= 1.0,
            Behind::Unknown { open, .. } => *open,
        };
        self.behind = Behind::Unknown {
            why,
            open: open && !stays,
        };
    }

    /// Everything drawn from here on is transparent as a whole.
    fn group(&mut self, opacity: f64) {
        match &mut self.behind {
            Behind::Known { part, samples } => {
                *part *= opacity;
                for sample in samples {
                    for (rest, behind) in sample.rest.iter_mut().zip(sample.behind) {
                        *rest = (1.0 - opacity) * behind + opacity * *rest;
                    }
                }
            }
            Behind::Unknown { open, .. } => *open = false,
        }
    }

    /// Draws colours, of which one is at each place.
    fn draw(&mut self, colors: &[Rgba]) {
        self.canvas &= colors.iter().all(|color| color.alpha == 0.0);
        if let Behind::Unknown { open: true, .. } = self.behind
            && colors.iter().all(|color| color.alpha >= 1.0)
        {
            *self = Self {
                canvas: false,
                ..Self::default()
            };
        }
        let Behind::Known { part, samples } = &self.behind else {
            return;
        };
        let mut drawn: Vec<Sample> = Vec::new();
        for sample in samples {
            for color in colors {
                let new = Sample {
                    behind: sample.with(*color, *part),
                    ..*sample
                };
                if !drawn.contains(&new) {
                    drawn.push(new);
                }
            }
        }
        self.behind = if drawn.len() > MOST_COLORS {
            Behind::Unknown {
                why: Why::Image,
                open: *part >= 1.0,
            }
        } else {
            Behind::Known {
                part: *part,
                samples: drawn,
            }
        };
    }
}

impl Sample {
    fn with(&self, color: Rgba, part: f64) -> [f64; 3] {
        let channels = [color.color.red, color.color.green, color.color.blue].map(f64::from);
        let alpha = f64::from(color.alpha);
        let mut seen = [0.0; 3];
        for (place, seen) in seen.iter_mut().enumerate() {
            *seen = (1.0 - alpha) * self.behind[place]
                + alpha * (part * channels[place] + self.rest[place]);
        }
        seen
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the value is rounded and within a byte"
)]
fn rounded(channels: [f64; 3]) -> Color {
    let [red, green, blue] = channels.map(|value| libm::round(value.clamp(0.0, 255.0)) as u8);
    Color::new(red, green, blue)
}

/// Colours on the way through a gradient, mixed as browsers do: with what they hide already multiplied in.
fn through(stops: &[Rgba]) -> Vec<Rgba> {
    let mut colors: Vec<Rgba> = stops.first().copied().into_iter().collect();
    for pair in stops.windows(2) {
        let [from, to] = pair else { continue };
        for step in 1..=STEPS {
            let t = f32::from(step) / f32::from(STEPS);
            let alpha = from.alpha * (1.0 - t) + to.alpha * t;
            let channel = |from_channel: u8, to_channel: u8| {
                let mixed = f32::from(from_channel) * from.alpha * (1.0 - t)
                    + f32::from(to_channel) * to.alpha * t;
                cssparser::color::clamp_floor_256_f32(if alpha > 0.0 { mixed / alpha } else { 0.0 })
            };
            let color = Color::new(
                channel(from.color.red, to.color.red),
                channel(from.color.green, to.color.green),
                channel(from.color.blue, to.color.blue),
            );
            colors.push(Rgba { color, alpha });
        }
    }
    colors
}
