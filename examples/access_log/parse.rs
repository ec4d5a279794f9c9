//! From a line to a record, into the memory that the record has.

use std::fmt;

use crate::record::{Part, Record, Time};

/// What is wrong with a line.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Problem {
    NotText,
    Missing(&'static str),
    Bad(&'static str),
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotText => f.write_str("not UTF-8"),
            Self::Missing(what) => write!(f, "no {what}"),
            Self::Bad(what) => write!(f, "bad {what}"),
        }
    }
}

/// A line without what ends it, in a log from Unix or from Windows.
pub(crate) fn without_end(line: &[u8]) -> &[u8] {
    let line = line.strip_suffix(b"\n").unwrap_or(line);
    line.strip_suffix(b"\r").unwrap_or(line)
}

/// Fills `record`, which is clean, from a line such as
/// `203.0.113.7 - ada [10/Oct/2026:13:55:36 +0000] "GET /shop?item=3 HTTP/1.1" 200 2326 "https://…" "agent"`.
pub(crate) fn line(bytes: &[u8], record: &mut Record) -> Result<(), Problem> {
    let mut rest = Rest(std::str::from_utf8(bytes).map_err(|_| Problem::NotText)?);
    let parts = &mut record.parts;
    let client = rest.word().ok_or(Problem::Missing("client"))?;
    parts.entry_ref(&Part::Client).push_str(client);
    rest.word().ok_or(Problem::Missing("identity"))?;
    let user = rest.word().ok_or(Problem::Missing("user"))?;
    parts.entry_ref(&Part::User).push_str(user);
    let time = rest.enclosed('[', ']').ok_or(Problem::Missing("time in brackets"))?;
    record.time = parse_time(time).ok_or(Problem::Bad("time"))?;
    let request = rest.enclosed('"', '"').ok_or(Problem::Missing("request in quotes"))?;
    let status = rest.word().ok_or(Problem::Missing("status"))?;
    record.status = status.parse().ok().filter(|status| (100..600).contains(status)).ok_or(Problem::Bad("status"))?;
    record.bytes = match rest.word().ok_or(Problem::Missing("size"))? {
        "-" => 0,
        number => number.parse().map_err(|_| Problem::Bad("size"))?,
    };
    for part in [Part::Referrer, Part::Agent] {
        if let Some(text) = rest.enclosed('"', '"') {
            parts.entry_ref(&part).push_str(text);
        }
    }
    parse_request(request, record)
}

/// The part of a line that has not been read yet.
struct Rest<'a>(&'a str);

impl<'a> Rest<'a> {
    /// The text up to the next space.
    fn word(&mut self) -> Option<&'a str> {
        let left = self.0.trim_start_matches(' ');
        let word;
        (word, self.0) = left.split_at(left.find(' ').unwrap_or(left.len()));
        (!word.is_empty()).then_some(word)
    }

    /// The text between `open`, which must come next, and `close`. A `close` after a backslash does not end it.
    fn enclosed(&mut self, open: char, close: char) -> Option<&'a str> {
        let inner = self.0.trim_start_matches(' ').strip_prefix(open)?;
        let mut escaped = false;
        let length = inner.find(|c| {
            let found = c == close && !escaped;
            escaped = c == '\\' && !escaped;
            found
        })?;
        self.0 = &inner[length + close.len_utf8()..];
        Some(&inner[..length])
    }
}

/// `10/Oct/2026:13:55:36 +0000`
fn parse_time(text: &str) -> Option<Time> {
    const MONTHS: &str = "JanFebMarAprMayJunJulAugSepOctNovDec";
    let (date, clock) = text.split_once(' ').map_or(text, |(time, _)| time).split_once(':')?;
    let mut date = date.split('/');
    let day = date.next()?.parse().ok()?;
    let name = date.next().filter(|name| name.len() == 3)?;
    let month = MONTHS.find(name).filter(|at| at % 3 == 0)? / 3 + 1;
    let year = date.next()?.parse().ok()?;
    let mut clock = clock.split(':').map(|part| part.parse::<u8>().ok());
    let (hour, minute, second) = (clock.next()??, clock.next()??, clock.next()??);
    let in_range = (1..=31).contains(&day) && hour < 24 && minute < 60 && second <= 60;
    in_range.then_some(Time { year, month: u8::try_from(month).ok()?, day, hour, minute, second })
}

/// `GET /shop?item=3 HTTP/1.1`
fn parse_request(request: &str, record: &mut Record) -> Result<(), Problem> {
    let mut words = request.splitn(3, ' ');
    let (Some(method), Some(target)) = (words.next().filter(|word| !word.is_empty()), words.next()) else {
        return Err(Problem::Bad("request"));
    };
    record.parts.entry_ref(&Part::Method).push_str(method);
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    decode(path, &mut record.path);
    for parameter in query.split('&').filter(|parameter| !parameter.is_empty()) {
        let (name, value) = parameter.split_once('=').unwrap_or((parameter, ""));
        let (decoded_name, decoded_value) = record.parameters.add();
        decode(name, decoded_name);
        decode(value, decoded_value);
    }
    Ok(())
}

/// Appends percent-decoded `text`. Escapes that do not decode to text stay as they are.
fn decode(text: &str, into: &mut String) {
    let mut rest = text;
    while let Some(at) = rest.find(['%', '+']) {
        into.push_str(&rest[..at]);
        let (decoded, length) = match &rest.as_bytes()[at..] {
            [b'+', ..] => (' ', 1),
            escapes => decode_character(escapes).unwrap_or(('%', 1)),
        };
        into.push(decoded);
        rest = &rest[at + length..];
    }
    into.push_str(rest);
}

/// The character that the escapes at the start of `text` stand for, such as `é` for `%C3%A9`, and their length.
fn decode_character(text: &[u8]) -> Option<(char, usize)> {
    let mut bytes = [0; 4];
    for count in 1..=bytes.len() {
        bytes[count - 1] = decode_byte(text.get(3 * (count - 1)..)?)?;
        if let Ok(character) = std::str::from_utf8(&bytes[..count]) {
            return Some((character.chars().next()?, 3 * count));
        }
    }
    None
}

/// The byte that the escape at the start of `text` stands for.
fn decode_byte(text: &[u8]) -> Option<u8> {
    let &[b'%', high, low, ..] = text else { return None };
    let digit = |byte: u8| char::from(byte).to_digit(16);
    u8::try_from(digit(high)? * 16 + digit(low)?).ok()
}
