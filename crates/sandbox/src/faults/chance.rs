//! Decisions that look random and are the same in every run.

/// A generator (splitmix64, by Sebastiano Vigna) and the probability it decides with.
#[derive(Debug, Clone)]
pub(crate) struct Chance {
    probability: f64,
    state: u64,
}

impl Chance {
    pub(crate) fn new(probability: f64, seed: u64) -> Chance {
        Chance {
            probability,
            state: seed,
        }
    }

    /// The next decision.
    pub(crate) fn decide(&mut self) -> bool {
        // The upper half, which a f64 holds exactly: 1 is always, 0 is never.
        let drawn = u32::try_from(self.next() >> 32).unwrap_or(u32::MAX);
        f64::from(drawn) / (f64::from(u32::MAX) + 1.0) < self.probability
    }

    fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_generator_is_splitmix64() {
        // The first outputs for seed 1234567 as Rosetta Code publishes them.
        let mut chance = Chance::new(0.5, 1_234_567);
        for expected in [
            6_457_827_717_110_365_317,
            3_203_168_211_198_807_973,
            9_817_491_932_198_370_423,
        ] {
            assert_eq!(chance.next(), expected);
        }
    }

    #[test]
    fn zero_is_never_and_one_is_always() {
        let mut never = Chance::new(0.0, 7);
        let mut always = Chance::new(1.0, 7);
        for _ in 0..1_000 {
            assert!(!never.decide());
            assert!(always.decide());
        }
    }

    #[test]
    fn a_third_is_about_a_third() {
        let mut chance = Chance::new(0.3, 1);
        let fired = (0..10_000).filter(|_| chance.decide()).count();
        assert!((2_800..3_200).contains(&fired), "{fired}");
    }
}
