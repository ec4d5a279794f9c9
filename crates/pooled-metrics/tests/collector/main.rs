//! What a collector gives a recorder.

mod published;
mod recording;
mod text;
