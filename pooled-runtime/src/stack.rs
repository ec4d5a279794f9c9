//! Reads the functions of a stack from the text of a [`Backtrace`](std::backtrace::Backtrace), which is the only way to
//! them that the standard library has.

use core::fmt;

/// A function on the stack.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Frame<'a> {
    /// Its name; without paths if the program was built with `debug = "line-tables-only"`.
    pub function: &'a str,
    /// The file with line and column, if the program has debug information for it.
    pub place: Option<&'a str>,
}

impl Frame<'_> {
    /// The file, if it is known.
    #[must_use]
    pub fn file(&self) -> Option<&str> {
        self.place.and_then(parts_of_place).map(|(file, ..)| file)
    }

    /// Whether the place is known, and is not in the standard library.
    #[must_use]
    pub fn is_outside_std(&self) -> bool {
        self.place.is_some_and(|place| !is_in_std(place))
    }
}

/// The file, line and column of a place; column 0 if it has none.
pub(crate) fn parts_of_place(place: &str) -> Option<(&str, u32, u32)> {
    let (rest, last) = place.rsplit_once(':')?;
    let last = last.parse().ok()?;
    let with_column = rest.rsplit_once(':').and_then(|(file, line)| Some((file, line.parse().ok()?, last)));
    Some(with_column.unwrap_or((rest, last, 0)))
}

/// Whether a file is one of the standard library: of the one that comes compiled, or of its sources.
#[must_use]
pub fn is_in_std(file: &str) -> bool {
    let sources = ["/rustlib/src/rust/library/", r"\rustlib\src\rust\library\"];
    // Most files are named from the root of their package on.
    let is_absolute = file.starts_with('/') || file.as_bytes().get(1) == Some(&b':');
    is_absolute && (file.starts_with("/rustc/") || sources.iter().any(|folder| file.contains(folder)))
}

/// As editors and terminals find it.
impl fmt::Display for Frame<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} in `{}`", self.place.unwrap_or("?"), self.function)
    }
}

/// The functions of a stack as text, the one that was called last first.
#[must_use]
pub fn frames(stack: &str) -> Vec<Frame<'_>> {
    let mut frames: Vec<Frame> = Vec::new();
    for line in stack.lines().map(str::trim) {
        if let Some(place) = line.strip_prefix("at ") {
            frames.iter_mut().last().into_iter().for_each(|frame| frame.place = Some(place));
        } else if let Some((_, function)) = line.split_once(": ") {
            frames.push(Frame { function, place: None });
        }
    }
    frames
}
