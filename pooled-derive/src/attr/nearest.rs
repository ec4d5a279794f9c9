//! Finds the name that was meant by one that is misspelled.

/// The one of `names` that `written` most likely meant, if one is near. At most a third of the letters of `written`
/// differ, and always one may.
pub(crate) fn nearest<'a>(written: &str, names: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let limit = (written.chars().count() / 3).max(1);
    names.map(|name| (distance(written, name), name)).filter(|&(d, _)| d <= limit).min().map(|(_, name)| name)
}

/// How many letters must be inserted, removed, replaced or swapped with their neighbour to turn `a` into `b`
/// (the optimal string alignment distance).
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut rows = vec![vec![0; b.len() + 1]; a.len() + 1];
    for i in 0..=a.len() {
        for j in 0..=b.len() {
            rows[i][j] = if i == 0 || j == 0 {
                i + j
            } else {
                let replaced = rows[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]);
                let shifted = rows[i - 1][j].min(rows[i][j - 1]) + 1;
                let swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
                replaced.min(shifted).min(if swapped { rows[i - 2][j - 2] + 1 } else { usize::MAX })
            };
        }
    }
    rows[a.len()][b.len()]
}

#[cfg(test)]
mod tests {
    use super::{distance, nearest};

    #[test]
    fn distances() {
        assert_eq!(distance("capacity", "capacity"), 0);
        assert_eq!(distance("capcity", "capacity"), 1);
        assert_eq!(distance("loacl", "local"), 1);
        assert_eq!(distance("", "hot"), 3);
    }

    #[test]
    fn the_nearest_name_is_near() {
        let names = ["capacity", "keep", "hot"];
        assert_eq!(nearest("capasity", names.into_iter()), Some("capacity"));
        assert_eq!(nearest("kep", names.into_iter()), Some("keep"));
        assert_eq!(nearest("banana", names.into_iter()), None);
    }
}
