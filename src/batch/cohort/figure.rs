//! Figures that can be published: shares with the range that chance leaves open, and nothing where so
//! few people stand behind a number that one of them might be told.

use serde::Serialize;

/// Who has something: responses, and the people behind them. People come one after the other, so that
/// each is told from the one before by its number alone.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Seen {
    /// Responses.
    pub responses: u64,
    /// People.
    pub people: u64,
    last: Now,
}

/// The response that is being counted, and whose it is; both from 1.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Now {
    /// The response.
    pub case: u64,
    /// The person.
    pub person: u64,
}

impl Seen {
    /// Counts a response, once.
    pub fn see(&mut self, now: Now) {
        if self.last.case != now.case {
            self.responses = self.responses.saturating_add(1);
        }
        if self.last.person != now.person {
            self.people = self.people.saturating_add(1);
        }
        self.last = now;
    }
}

impl Seen {
    /// The same, counting people and not responses.
    #[must_use]
    pub fn by_people(self) -> Self {
        Self {
            responses: self.people,
            ..self
        }
    }
}

/// A share of responses.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Figure {
    /// How many responses; none where it is withheld, since fewer people than the least stand behind
    /// it or behind what is left.
    pub count: Option<u64>,
    /// Of how many.
    pub of: u64,
    /// The share.
    pub share: Option<f64>,
    /// The lower end of its 95 % interval, after Wilson.
    pub low: Option<f64>,
    /// The upper end.
    pub high: Option<f64>,
}

impl Figure {
    /// A figure that is withheld.
    #[must_use]
    pub fn withheld(of: u64) -> Self {
        Self {
            count: None,
            of,
            share: None,
            low: None,
            high: None,
        }
    }

    /// A figure of so many responses.
    #[must_use]
    pub fn of(count: u64, of: u64) -> Self {
        let (low, high) = wilson(count, of);
        Self {
            count: Some(count),
            of,
            share: (of > 0).then(|| rounded(real(count) / real(of))),
            low: (of > 0).then(|| rounded(low)),
            high: (of > 0).then(|| rounded(high)),
        }
    }

    /// The share of those who have something among all, withheld where either those who have it or
    /// those who have it not are fewer people than the least.
    #[must_use]
    pub fn share(having: Seen, all: Seen, cell: u64) -> Self {
        let lacking = all.people.saturating_sub(having.people);
        // People may have several responses, some with and some without.
        let without = all.responses.saturating_sub(having.responses);
        let few = |people: u64| people > 0 && people < cell;
        if few(having.people) || few(lacking) || (lacking == 0 && few(without)) {
            return Self::withheld(all.responses);
        }
        Self::of(having.responses, all.responses)
    }
}

/// The figures of groups that make up a whole: where one alone would be withheld it could be reckoned
/// from the others, so the next smallest is withheld with it.
#[must_use]
pub fn parts(groups: &[Seen], all: Seen, cell: u64) -> Vec<Figure> {
    let small = |seen: &Seen| seen.people > 0 && seen.people < cell;
    let mut hidden: Vec<bool> = groups.iter().map(small).collect();
    let behind: u64 = groups
        .iter()
        .zip(&hidden)
        .filter(|(_, hidden)| **hidden)
        .map(|(seen, _)| seen.people)
        .sum();
    let count = hidden.iter().filter(|hidden| **hidden).count();
    if count > 0 && (count == 1 || behind < cell) {
        let next = groups
            .iter()
            .enumerate()
            .filter(|(at, seen)| seen.people > 0 && hidden.get(*at) == Some(&false))
            .min_by_key(|(at, seen)| (seen.people, *at))
            .map(|(at, _)| at);
        if let Some(next) = next.and_then(|at| hidden.get_mut(at)) {
            *next = true;
        }
    }
    groups
        .iter()
        .zip(hidden)
        .map(|(seen, hidden)| match hidden {
            true => Figure::withheld(all.responses),
            false => Figure::of(seen.responses, all.responses),
        })
        .collect()
}

/// The interval of a share, after Wilson, at 95 %.
#[must_use]
pub fn wilson(count: u64, of: u64) -> (f64, f64) {
    const Z: f64 = 1.959_963_984_540_054;
    if of == 0 {
        return (0.0, 1.0);
    }
    let (n, share) = (real(of), real(count) / real(of));
    let divisor = 1.0 + Z * Z / n;
    let middle = share + Z * Z / (2.0 * n);
    let spread = Z * ((share * (1.0 - share) + Z * Z / (4.0 * n)) / n).sqrt();
    let low = ((middle - spread) / divisor).max(0.0);
    let high = ((middle + spread) / divisor).min(1.0);
    // The ends are exact where all or none have it.
    (
        if count == 0 { 0.0 } else { low },
        if count == of { 1.0 } else { high },
    )
}

/// Sums from which a mean and its interval are reckoned.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Sums {
    count: u64,
    sum: f64,
    squares: f64,
}

/// A mean with the range that chance leaves open.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Mean {
    /// Of how many values.
    pub of: u64,
    /// The mean.
    pub mean: f64,
    /// The lower end of its 95 % interval.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

impl Sums {
    /// Counts a value.
    pub fn add(&mut self, value: f64) {
        self.count = self.count.saturating_add(1);
        self.sum += value;
        self.squares += value * value;
    }

    /// The mean, where there is one of enough values.
    #[must_use]
    pub fn mean(&self, cell: u64) -> Option<Mean> {
        const Z: f64 = 1.959_963_984_540_054;
        if self.count < cell.max(1) {
            return None;
        }
        let n = real(self.count);
        let mean = self.sum / n;
        let variance = if self.count > 1 {
            ((self.squares - n * mean * mean) / (n - 1.0)).max(0.0)
        } else {
            0.0
        };
        let spread = Z * (variance / n).sqrt();
        Some(Mean {
            of: self.count,
            mean: rounded(mean),
            low: rounded(mean - spread),
            high: rounded(mean + spread),
        })
    }
}

/// Numbers of cases are far below what a float holds exactly.
#[expect(clippy::cast_precision_loss, reason = "counts are below 2^53")]
pub(super) fn real(number: u64) -> f64 {
    number as f64
}

/// To four places, so that the last bits of a sum are no news.
fn rounded(number: f64) -> f64 {
    (number * 10_000.0).round() / 10_000.0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(people: u64) -> Seen {
        let mut seen = Seen::default();
        for number in 1..=people {
            seen.see(Now {
                case: number,
                person: number,
            });
        }
        seen
    }

    #[test]
    fn the_interval_is_that_of_the_books() {
        // 10 of 100, by hand: 0.0552 to 0.1744.
        let (low, high) = wilson(10, 100);
        assert!((low - 0.0552).abs() < 1e-4 && (high - 0.1744).abs() < 1e-4);
        assert!((wilson(0, 20).1 - 0.1611).abs() < 1e-4);
    }

    #[test]
    fn few_people_are_withheld_and_so_are_the_few_who_are_left() {
        for (having, all, shown) in [
            (4, 100, false),
            (5, 100, true),
            (96, 100, false),
            (95, 100, true),
            (100, 100, true),
            (0, 100, true),
        ] {
            let figure = Figure::share(seen(having), seen(all), 5);
            assert_eq!(figure.count.is_some(), shown, "{having} of {all}");
        }
    }

    #[test]
    fn a_group_that_could_be_reckoned_from_the_others_is_withheld_too() {
        let shown = |groups: &[u64]| {
            let groups: Vec<Seen> = groups.iter().map(|people| seen(*people)).collect();
            let figures = parts(&groups, seen(100), 5);
            figures
                .iter()
                .map(|figure| figure.count.is_some())
                .collect::<Vec<_>>()
        };
        assert_eq!(shown(&[80, 17, 3]), [true, false, false]);
        assert_eq!(shown(&[80, 14, 3, 3]), [true, true, false, false]);
        assert_eq!(shown(&[80, 18, 1, 1]), [true, false, false, false]);
        assert_eq!(shown(&[80, 20, 0]), [true, true, true]);
    }

    #[test]
    fn a_person_with_two_responses_is_one_person() {
        let mut seen = Seen::default();
        for (case, person) in [(1, 1), (1, 1), (2, 1), (3, 2)] {
            seen.see(Now { case, person });
        }
        assert_eq!((seen.responses, seen.people), (3, 2));
    }
}
