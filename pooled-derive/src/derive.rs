//! The two derives.

/// Which derive is at work.
#[derive(Clone, Copy)]
pub(crate) enum Derive {
    Pooled,
    Reset,
}

impl Derive {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Pooled => "Pooled",
            Self::Reset => "Reset",
        }
    }

    pub(crate) fn makes_pool(self) -> bool {
        match self {
            Self::Pooled => true,
            Self::Reset => false,
        }
    }
}
