//! Reads the body of a request, within a limit of its bytes and of the time.

use std::str::Utf8Error;
use std::time::Duration;

use axum::body::Body;
use axum::http::StatusCode;
use bytes::Bytes;
use http_body_util::BodyExt;
use pooled_types::{PoolBox, Pooled};
use tokio::time::timeout;

use crate::pooled::Buffer;

/// A body that was read.
pub enum Read {
    /// It came in one piece, in the memory into which the connection read it.
    Whole(Bytes),
    /// It came in pieces, which were put together.
    Fresh(Vec<u8>),
    /// The same in a pooled buffer.
    Pooled(PoolBox<Buffer>),
}

impl AsRef<[u8]> for Read {
    fn as_ref(&self) -> &[u8] {
        match self {
            Self::Whole(bytes) => bytes,
            Self::Fresh(bytes) => bytes,
            Self::Pooled(buffer) => &buffer.bytes,
        }
    }
}

impl Read {
    /// The body as text. To look at all of it at once is faster than to let the parser look at each text.
    ///
    /// # Errors
    /// If it is no UTF-8.
    pub fn text(&self) -> Result<&str, Utf8Error> {
        str::from_utf8(self.as_ref())
    }

    /// Nothing yet.
    fn empty(pooled: bool) -> Self {
        if pooled { Self::Pooled(Buffer::take()) } else { Self::Fresh(Vec::new()) }
    }

    fn extend(&mut self, piece: &[u8], pooled: bool) {
        match self {
            Self::Whole(first) => {
                let mut all = Self::empty(pooled);
                all.extend(first, pooled);
                all.extend(piece, pooled);
                *self = all;
            }
            Self::Fresh(bytes) => bytes.extend_from_slice(piece),
            Self::Pooled(buffer) => buffer.bytes.extend_from_slice(piece),
        }
    }
}

/// Reads all of `body`. A body that comes in one piece is not copied.
///
/// # Errors
/// The status with which to refuse the request: if it has more than `most` bytes, if it does not come within
/// `patience`, or if the connection ends or breaks the protocol. What was read is dropped, and a pooled buffer goes
/// back.
pub async fn read(body: Body, pooled: bool, most: usize, patience: Duration) -> Result<Read, StatusCode> {
    timeout(patience, read_all(body, pooled, most)).await.unwrap_or(Err(StatusCode::REQUEST_TIMEOUT))
}

async fn read_all(mut body: Body, pooled: bool, most: usize) -> Result<Read, StatusCode> {
    let mut read = Read::Whole(Bytes::new());
    // A client that says how much it will send is refused before it sends it.
    if axum::body::HttpBody::size_hint(&body).lower() > most as u64 {
        return Err(StatusCode::PAYLOAD_TOO_LARGE);
    }
    while let Some(frame) = body.frame().await {
        let Ok(piece) = frame.map_err(|_| StatusCode::BAD_REQUEST)?.into_data() else { continue };
        if piece.len() > most - read.as_ref().len() {
            return Err(StatusCode::PAYLOAD_TOO_LARGE);
        }
        if read.as_ref().is_empty() {
            read = Read::Whole(piece);
        } else {
            read.extend(&piece, pooled);
        }
    }
    Ok(read)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use axum::body::Body;
    use axum::http::StatusCode;
    use bytes::Bytes;

    use super::{Read, read};

    /// Reads a body that is there already.
    fn read_now(body: Body, pooled: bool, most: usize) -> Result<Read, StatusCode> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().expect("a runtime");
        runtime.block_on(read(body, pooled, most, Duration::MAX))
    }

    #[test]
    fn one_piece_is_not_copied() {
        let bytes = Bytes::from_static(b"hello");
        let Ok(Read::Whole(read)) = read_now(Body::from(bytes.clone()), true, 5) else { panic!("a whole body") };
        assert_eq!(read.as_ptr(), bytes.as_ptr());
    }

    #[test]
    fn a_body_has_as_many_bytes_as_it_may() {
        assert_eq!(read_now(Body::from("hello"), true, 5).map(|read| read.as_ref().to_vec()), Ok(b"hello".to_vec()));
        assert_eq!(read_now(Body::from("hello"), true, 4).err(), Some(StatusCode::PAYLOAD_TOO_LARGE));
    }
}
