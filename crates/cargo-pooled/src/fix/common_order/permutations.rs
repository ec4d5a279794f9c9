//! All orders of a number of fields.

/// All orders of the numbers below `len`, in lexicographic order.
pub(super) fn permutations(len: usize) -> impl Iterator<Item = Vec<usize>> {
    std::iter::successors(Some((0..len).collect()), |order: &Vec<usize>| next(order.clone()))
}

/// The next order in lexicographic order.
fn next(mut order: Vec<usize>) -> Option<Vec<usize>> {
    let at = order.windows(2).rposition(|pair| pair[0] < pair[1])?;
    let with = order.iter().rposition(|&other| other > order[at])?;
    order.swap(at, with);
    order[at + 1..].reverse();
    Some(order)
}
