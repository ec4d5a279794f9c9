//! Where the lines come from.

use std::ffi::OsString;
use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::Path;

use crate::generate::{self, Generated};

pub(crate) const USAGE: &str = "\
usage: access_log [PATH | - | --lines N]
  PATH        reads this file
  -           reads standard input
  --lines N   makes N lines
Without an argument it makes 200,000 lines.";

/// Lines, and a name for the place that they come from.
pub(crate) struct Input {
    pub(crate) name: String,
    pub(crate) reader: Box<dyn BufRead>,
    /// Whether this program made the lines, so that all is known of them.
    pub(crate) is_generated: bool,
}

/// Why there is no input.
pub(crate) enum Refusal {
    /// The user asks for help.
    Help,
    /// The arguments make no sense.
    Usage(String),
    /// The input of this name can't be opened.
    Open(String, io::Error),
}

impl Input {
    /// The input that the arguments of the command line ask for. They need not be text: a path may be anything.
    pub(crate) fn from_arguments(arguments: &[OsString]) -> Result<Self, Refusal> {
        let texts: Vec<Option<&str>> = arguments.iter().map(|argument| argument.to_str()).collect();
        match *texts {
            [] => Ok(Self::generated(generate::LINES)),
            [Some("-h" | "--help")] => Err(Refusal::Help),
            [Some("-")] => Ok(Self::standard_input()),
            [Some("--lines"), Some(count)] => match count.parse() {
                Ok(lines) => Ok(Self::generated(lines)),
                Err(_) => Err(Refusal::Usage(format!("`{count}` is not a number of lines"))),
            },
            [Some("--lines")] => Err(Refusal::Usage("`--lines` needs a number".into())),
            [Some(option)] if option.starts_with('-') => Err(Refusal::Usage(format!("there is no option `{option}`"))),
            [_] => Self::file(Path::new(&arguments[0])),
            _ => Err(Refusal::Usage("too many arguments".into())),
        }
    }

    fn standard_input() -> Self {
        Self { name: "standard input".into(), reader: Box::new(io::stdin().lock()), is_generated: false }
    }

    fn file(path: &Path) -> Result<Self, Refusal> {
        let name = path.display().to_string();
        match File::open(path) {
            Ok(file) => Ok(Self { name, reader: Box::new(BufReader::new(file)), is_generated: false }),
            Err(error) => Err(Refusal::Open(name, error)),
        }
    }

    fn generated(lines: u64) -> Self {
        let name = format!("{lines} lines made for the purpose (give a path, or - for standard input)");
        Self { name, reader: Box::new(Generated::new(lines)), is_generated: true }
    }
}
