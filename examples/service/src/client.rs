//! A small HTTP client for tests and for the loader. It reads responses that say their length, as those of the service.

use std::io;
use std::net::SocketAddr;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// A connection to the service.
pub struct Client {
    stream: TcpStream,
    /// What was read and does not belong to the response before.
    input: Vec<u8>,
}

/// A response.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    /// Such as 200.
    pub status: u16,
    /// The line of the status and the headers.
    pub head: String,
    /// The body.
    pub body: Vec<u8>,
}

/// A request with a body that says its length. `headers` are lines, each with its end.
#[must_use]
pub fn request(method: &str, path: &str, headers: &str, body: &str) -> Vec<u8> {
    let length = body.len();
    format!("{method} {path} HTTP/1.1\r\nhost: localhost\r\n{headers}content-length: {length}\r\n\r\n{body}")
        .into_bytes()
}

impl Client {
    /// Connects to the service.
    ///
    /// # Errors
    /// If that fails.
    pub async fn connect(address: SocketAddr) -> io::Result<Self> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        Ok(Self { stream, input: Vec::new() })
    }

    /// Sends bytes, such as a part of a request.
    ///
    /// # Errors
    /// If the connection breaks.
    pub async fn send(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.stream.write_all(bytes).await
    }

    /// Sends a request and waits for the response.
    ///
    /// # Errors
    /// If the connection ends, or if what comes is no response.
    pub async fn ask(&mut self, request: &[u8]) -> io::Result<Reply> {
        self.send(request).await?;
        self.reply().await
    }

    /// Waits for a response.
    ///
    /// # Errors
    /// If the connection ends, or if what comes is no response.
    pub async fn reply(&mut self) -> io::Result<Reply> {
        let end = loop {
            match self.input.windows(4).position(|window| window == b"\r\n\r\n") {
                Some(end) => break end + 4,
                None => self.read().await?,
            }
        };
        let head = String::from_utf8(self.input[..end].to_vec()).map_err(io::Error::other)?;
        let no_response = || io::Error::other(format!("no response: {head}"));
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).ok_or_else(no_response)?;
        let length: usize = match head.lines().find_map(|line| line.strip_prefix("content-length: ")) {
            Some(length) => length.parse().map_err(io::Error::other)?,
            None => 0,
        };
        while self.input.len() < end + length {
            self.read().await?;
        }
        let body = self.input[end..end + length].to_vec();
        self.input.drain(..end + length);
        Ok(Reply { status, head, body })
    }

    async fn read(&mut self) -> io::Result<()> {
        match self.stream.read_buf(&mut self.input).await? {
            0 => Err(io::ErrorKind::UnexpectedEof.into()),
            _ => Ok(()),
        }
    }
}
