//! Structs in the shape of well-known ones: the names, types and order of their fields, with a little code of ours that
//! uses them.

use std::collections::HashMap;

use pooled_types::{Pooled, Reset};

/// A reader with a buffer: `bufio.Reader` of Go 1.27.
#[derive(Pooled, Default)]
#[repr(C)]
pub struct Reader {
    #[pooled(hot)]
    buf: Vec<u8>,
    /// What is read from.
    rd: Vec<u8>, // an interface there
    #[pooled(hot)]
    r: usize,
    #[pooled(hot)]
    w: usize, // behind the last byte

    #[pooled(hot)]
    err: Option<Box<Error>>,
    last_byte: i64,
    last_rune_size: i64,
}

/// Why there is nothing to read.
#[derive(Debug, PartialEq)]
pub struct Error(pub &'static str);

impl Reader {
    /// The next byte.
    pub fn byte(&mut self) -> Option<u8> {
        if self.r == self.w {
            self.fill();
        }
        let Self { buf, r, last_byte, .. } = self;
        let byte = *buf.get(*r)?;
        *r += 1;
        *last_byte = i64::from(byte);
        Some(byte)
    }

    fn fill(&mut self) {
        self.buf.clear();
        let rest = self.rd.len().min(4);
        self.buf.extend(self.rd.drain(..rest));
        (self.r, self.w) = (0, rest);
        if rest == 0 {
            self.err = Some(Box::new(Error("the end")));
        }
    }
}

/// A scanner of tokens: `go/scanner.Scanner` of Go 1.27.
#[derive(Pooled, Default)]
#[repr(C)]
pub struct Scanner {
    // What does not change.
    file: u64,
    dir: String,
    #[pooled(hot)]
    src: Vec<u8>,
    mode: u64,

    // What does.
    #[pooled(hot)]
    ch: char, // the current character
    #[pooled(hot)]
    offset: usize,
    #[pooled(hot)]
    rd_offset: usize,
    #[pooled(hot)]
    line_offset: usize,
    #[pooled(hot)]
    insert_semi: bool,
    nl_pos: u64,
    end_pos_valid: bool,
    end_pos: u64,
    /// Public there too.
    pub error_count: usize,
}

impl Scanner {
    /// A scanner of `text`.
    pub fn of(text: &str) -> pooled_types::PoolBox<Self> {
        let mut scanner = Self::take();
        scanner.src.extend_from_slice(text.as_bytes());
        scanner
    }

    /// The next word or sign.
    pub fn token(&mut self) -> Option<String> {
        let rest = self.src.get(self.rd_offset..)?;
        let skipped = rest.iter().position(|byte| !byte.is_ascii_whitespace())?;
        self.offset = self.rd_offset + skipped;
        let rest = &self.src[self.offset..];
        let word = rest.iter().position(|byte| !byte.is_ascii_alphanumeric()).unwrap_or(rest.len()).max(1);
        self.rd_offset = self.offset + word;
        self.ch = char::from(rest[0]);
        self.insert_semi = self.ch.is_alphanumeric();
        self.error_count += usize::from(self.ch == '#');
        Some(String::from_utf8_lossy(&rest[..word]).into_owned())
    }
}

/// An entry of a cache: `LRUHandle` of LevelDB.
#[derive(Pooled, Debug, Clone, PartialEq)]
#[pooled(new = Entry::empty)]
#[repr(C)]
pub struct Entry {
    value: Option<String>,
    deleter: Option<fn(&str)>,
    /// The next in the same slot of the table.
    #[pooled(hot)]
    next_hash: Option<u32>,
    next: Option<u32>,
    prev: Option<u32>,
    charge: usize,
    key_length: usize,
    in_cache: bool,
    refs: u32,
    #[pooled(hot)]
    hash: u32,
    #[pooled(hot)]
    key_data: Vec<u8>,
}

impl Entry {
    fn empty() -> Self {
        Self {
            value: None,
            deleter: None,
            next_hash: None,
            next: None,
            prev: None,
            charge: 0,
            key_length: 0,
            in_cache: false,
            refs: 0,
            hash: 0,
            key_data: Vec::new(),
        }
    }
}

/// The state of a connection: that of HTTP/1 in hyper, without its type parameter.
#[derive(Pooled, Default)]
#[repr(C)]
pub struct State {
    #[pooled(cold)]
    allow_half_close: bool,
    cached_headers: Option<HashMap<String, String>>,
    error: Option<String>,
    #[pooled(hot)]
    keep_alive: u8,
    method: Option<Method>,
    #[pooled(cold)]
    h1_parser_config: [u8; 3],
    #[pooled(cold)]
    title_case_headers: bool,
    notify_read: bool,
    #[pooled(hot)]
    reading: Body,
    #[pooled(hot)]
    writing: Body,
    upgrade: Option<Box<u64>>,
    version: u16,
}

/// How a request is made.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Method {
    Get,
    Post,
}

/// What of a message is still to come.
#[derive(Reset, Debug, Default, PartialEq)]
pub enum Body {
    #[default]
    Init,
    Left(u64),
    Closed,
}

impl State {
    /// Some more of the body has come.
    pub fn read(&mut self, bytes: u64) {
        self.reading = match self.reading {
            Body::Init => Body::Left(bytes),
            Body::Left(left) if left > bytes => Body::Left(left - bytes),
            _ => Body::Closed,
        };
        self.keep_alive = u8::from(self.reading != Body::Closed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reader_reads_all() {
        let mut reader = Reader::take();
        reader.rd.extend_from_slice(b"hello, world");
        let bytes: Vec<u8> = std::iter::from_fn(|| reader.byte()).collect();
        assert_eq!(bytes, b"hello, world");
        assert_eq!((reader.err.as_deref(), reader.last_byte), (Some(&Error("the end")), i64::from(b'd')));
    }

    #[test]
    fn a_scanner_finds_words() {
        let mut scanner = Scanner::of("let x1 = # 5");
        let tokens: Vec<String> = std::iter::from_fn(|| scanner.token()).collect();
        assert_eq!(tokens, ["let", "x1", "=", "#", "5"]);
        assert_eq!((scanner.error_count, scanner.ch, scanner.insert_semi), (1, '5', true));
    }

    #[test]
    fn an_entry_is_clean_when_it_comes_back() {
        let entry = Entry { hash: 7, key_data: vec![1, 2], in_cache: true, ..Entry::empty() };
        drop(pooled_types::PoolBox::new(entry.clone()));
        assert_ne!(entry, Entry::empty());
        assert_eq!(*Entry::take(), Entry::empty());
    }

    #[test]
    fn a_connection_closes() {
        let mut state = State { method: Some(Method::Post), ..State::default() };
        assert_eq!(state.writing, Body::Init);
        for bytes in [10, 4, 6] {
            state.read(bytes);
        }
        assert_eq!((state.keep_alive, state.reading, state.method), (0, Body::Closed, Some(Method::Post)));
    }
}
