//! What was worked out once, to be found again by a hash.

/// How many that share a place are compared before it is worked out anew: a document that makes many share one gains
/// nothing by that.
const MOST_COMPARED: usize = 8;

/// The most places.
const MOST_PLACES: usize = 1 << 14;

/// Where a chain ends.
const END: u32 = u32::MAX;

/// Things, each in the chain of a place that its hash says.
#[derive(Debug)]
pub(super) struct Shared<T> {
    /// The last thing of each chain.
    chains: Box<[u32]>,
    /// With the thing before it in its chain.
    things: Vec<(u32, T)>,
}

impl<T> Shared<T> {
    /// Room for things of which there are hardly more than this.
    pub(super) fn of(count: usize) -> Self {
        let places = count.clamp(64, MOST_PLACES).next_power_of_two();
        Self {
            chains: vec![END; places].into(),
            things: Vec::new(),
        }
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.things.len()
    }

    fn place(&self, hash: u32) -> usize {
        // The upper bits of FNV are mixed better than the lower ones.
        (hash ^ (hash >> 15)) as usize & (self.chains.len() - 1)
    }

    /// One of the last things with this hash that is the one that is looked for.
    pub(super) fn find(&self, hash: u32, is_it: impl Fn(&T) -> bool) -> Option<&T> {
        let mut at = self.chains[self.place(hash)];
        for _ in 0..MOST_COMPARED {
            let (before, thing) = self.things.get(at as usize)?;
            if is_it(thing) {
                return Some(thing);
            }
            at = *before;
        }
        None
    }

    /// Keeps a thing.
    pub(super) fn add(&mut self, hash: u32, thing: T) {
        let place = self.place(hash);
        let Ok(at) = u32::try_from(self.things.len()) else {
            return;
        };
        self.things.push((self.chains[place], thing));
        self.chains[place] = at;
    }
}

#[cfg(test)]
mod tests {
    use super::Shared;

    #[test]
    fn the_last_of_those_that_share_a_hash_are_found() {
        let mut shared = Shared::of(3);
        for thing in 0..20 {
            shared.add(thing % 2, thing);
        }
        let found = |hash, wanted| shared.find(hash, |thing| *thing == wanted).copied();
        assert_eq!(found(0, 18), Some(18));
        assert_eq!(found(1, 18), None);
        assert_eq!(found(0, 4), Some(4));
        assert_eq!(found(0, 2), None, "eight came after it");
        assert_eq!(found(7, 7), None);
        assert_eq!(shared.len(), 20);
    }
}
