//! A log made for the purpose: the same at every run.

use std::io::Write;

/// How many lines there are unless somebody says otherwise.
pub(crate) const LINES: usize = 200_000;

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

/// A log of that many lines; about one in 500 is malformed.
pub(crate) fn log(lines: usize) -> Vec<u8> {
    let mut random = Random(0x9E37_79B9_7F4A_7C15);
    let mut log = Vec::with_capacity(lines.saturating_mul(180).min(1 << 30));
    for at in 0..lines {
        if random.below(500) == 0 {
            log.extend_from_slice(random.pick(MALFORMED).as_bytes());
        } else {
            push_line(&mut log, at, lines, &mut random);
        }
        log.push(b'\n');
    }
    log
}

fn push_line(log: &mut Vec<u8>, at: usize, lines: usize, random: &mut Random) {
    // The lines are spread over a day; more come in its middle, where two draws meet.
    let second = (at * 43_200 / lines.max(1)) as u64 + random.below(21_600) + random.below(21_600);
    let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
    let (client, user) = (random.below(250), random.pick(&["-", "-", "-", "ada", "grace"]));
    let (method, path, query) = (random.pick(METHODS), random.pick(PATHS), random.pick(QUERIES));
    let (status, bytes, agent) = (random.pick(STATUS), random.below(60_000), random.pick(AGENTS));
    write!(
        log,
        "203.0.113.{client} - {user} [10/Oct/2026:{hour:02}:{minute:02}:{second:02} +0000] \
         \"{method} {path}{query} HTTP/1.1\" {status} {bytes} \"https://www.example/\" \"{agent}\""
    )
    .expect("a vector takes all that is written to it");
}
