//! Makes a log, the same one at every run.

use std::io::{self, BufRead, Read, Write};

/// How many lines there are by default.
pub(crate) const LINES: u64 = 200_000;

/// Marsaglia's xorshift64.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % limit
    }

    /// One of `choices`, the first ones more often.
    fn pick<'a>(&mut self, choices: &[&'a str]) -> &'a str {
        let (a, b) = (self.below(choices.len() as u64), self.below(choices.len() as u64));
        choices[usize::try_from(a.min(b)).unwrap_or(0)]
    }
}

const PATHS: &[&str] =
    &["/", "/shop", "/shop/cart", "/search", "/news/2026/10", "/static/site.css", "/api/v1/items", "/about%20us"];
const QUERIES: &[&str] =
    &["", "", "?page=2", "?q=red+hat&sort=price", "?item=3&q=caf%C3%A9&ref=mail", "?id=7&token=0f3a9c"];
const AGENTS: &[&str] = &[
    "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15",
    "curl/8.14.1",
    "ExampleBot/1.2 (+https://bot.example/about)",
];
const STATUS: &[&str] = &["200", "200", "200", "304", "404", "301", "500"];
const METHODS: &[&str] = &["GET", "GET", "GET", "POST", "HEAD"];
const MALFORMED: &[&str] = &[
    "2026-10-10 13:55:36 kernel: not an access log",
    "203.0.113.7 - - [10/Oct/2026:13:55:36 +0000] \"GET /cut-off",
    "203.0.113.7 - - [10/Oct/2026:13:55:36 +0000] \"GET / HTTP/1.1\" abc 12",
];

/// A log to read from, made a line at a time, so that it may be of any length. About one line in 500 is malformed.
pub(crate) struct Generated {
    random: Random,
    made: u64,
    lines: u64,
    line: Vec<u8>,
    read: usize,
}

impl Generated {
    pub(crate) fn new(lines: u64) -> Self {
        Self { random: Random(0x9E37_79B9_7F4A_7C15), made: 0, lines, line: Vec::new(), read: 0 }
    }

    fn make_line(&mut self) -> io::Result<()> {
        self.line.clear();
        self.read = 0;
        if self.random.below(500) == 0 {
            writeln!(self.line, "{}", self.random.pick(MALFORMED))?;
        } else {
            self.make_request()?;
        }
        self.made += 1;
        Ok(())
    }

    fn make_request(&mut self) -> io::Result<()> {
        let random = &mut self.random;
        // The lines are spread over a day. The sum of two random numbers puts more of them into its middle.
        let spread = u128::from(self.made) * 43_200 / u128::from(self.lines);
        let second = u64::try_from(spread).unwrap_or(0) + random.below(21_600) + random.below(21_600);
        let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
        let (client, user) = (random.below(250), random.pick(&["-", "-", "-", "ada", "grace"]));
        let (method, path, query) = (random.pick(METHODS), random.pick(PATHS), random.pick(QUERIES));
        let (status, bytes, agent) = (random.pick(STATUS), random.below(60_000), random.pick(AGENTS));
        writeln!(
            self.line,
            "203.0.113.{client} - {user} [10/Oct/2026:{hour:02}:{minute:02}:{second:02} +0000] \
             \"{method} {path}{query} HTTP/1.1\" {status} {bytes} \"https://www.example/\" \"{agent}\""
        )
    }
}

impl BufRead for Generated {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.read == self.line.len() && self.made < self.lines {
            self.make_line()?;
        }
        Ok(&self.line[self.read..])
    }

    fn consume(&mut self, amount: usize) {
        self.read += amount;
    }
}

impl Read for Generated {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.fill_buf()?.read(buffer)?;
        self.consume(count);
        Ok(count)
    }
}
