//! The settings of the service, and its command line.

use std::time::Duration;

/// What the service prints if its arguments make no sense.
pub const USAGE: &str = "\
usage: service [--OPTION VALUE]...
  --port N         the port on the loopback address; 0, the default, is any that is free
  --workers N      threads that serve; 0, the default, is one for each core
  --in-flight N    orders at once; one more is answered with 503 (256)
  --body-bytes N   the largest body; a larger one is answered with 413 (65536)
  --body-ms N      how long a body may take to come; then 408 (5000)
  --grace-ms N     how long a shutdown waits for what is under way (5000)
  --share X        the share of the orders that are pooled, from 0 to 1 (1)
The environment variable POOLED_TYPES has the settings of the pools.";

/// How the service runs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Settings {
    /// On the loopback address. 0 is any that is free.
    pub port: u16,
    /// Threads that serve. 0 is one for each core.
    pub workers: usize,
    /// Orders at once.
    pub in_flight: usize,
    /// The bytes of the largest body.
    pub body_bytes: usize,
    /// How long a body may take to come.
    pub body_time: Duration,
    /// How long a shutdown waits for requests that are under way.
    pub grace: Duration,
    /// The share of the orders that are pooled, from 0 to 1.
    pub share: f64,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            port: 0,
            workers: 0,
            in_flight: 256,
            body_bytes: 64 << 10,
            body_time: Duration::from_secs(5),
            grace: Duration::from_secs(5),
            share: 1.0,
        }
    }
}

impl Settings {
    /// Reads the arguments of the command line, without the name of the program.
    ///
    /// # Errors
    /// What is wrong with the first argument that can't be read.
    pub fn from_arguments(arguments: impl IntoIterator<Item = String>) -> Result<Self, String> {
        let mut settings = Self::default();
        let mut arguments = arguments.into_iter();
        while let Some(option) = arguments.next() {
            let value = arguments.next().ok_or_else(|| format!("`{option}` needs a value"))?;
            settings.set(&option, &value).ok_or_else(|| format!("`{option} {value}` can't be read"))?;
        }
        Ok(settings)
    }

    /// `None` if there is no such option, or if it can't have this value.
    fn set(&mut self, option: &str, value: &str) -> Option<()> {
        match option {
            "--port" => self.port = value.parse().ok()?,
            "--workers" => self.workers = value.parse().ok()?,
            // As many as a semaphore can count.
            "--in-flight" => self.in_flight = value.parse().ok().filter(|n| (1..=usize::MAX >> 3).contains(n))?,
            "--body-bytes" => self.body_bytes = value.parse().ok()?,
            "--body-ms" => self.body_time = Duration::from_millis(value.parse().ok()?),
            "--grace-ms" => self.grace = Duration::from_millis(value.parse().ok()?),
            "--share" => self.share = value.parse().ok().filter(|share| (0.0..=1.0).contains(share))?,
            _ => return None,
        }
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{Settings, USAGE};

    fn read(arguments: &[&str]) -> Result<Settings, String> {
        Settings::from_arguments(arguments.iter().map(|&argument| argument.to_owned()))
    }

    #[test]
    fn arguments_change_what_they_name() {
        let settings = read(&["--body-ms", "20", "--share", "0.1"]);
        assert_eq!(settings, Ok(Settings { body_time: Duration::from_millis(20), share: 0.1, ..Settings::default() }));
    }

    #[test]
    fn what_can_not_be_read_is_said() {
        assert_eq!(read(&["--share", "2"]), Err("`--share 2` can't be read".to_owned()));
        assert_eq!(read(&["--in-flight", "0"]), Err("`--in-flight 0` can't be read".to_owned()));
        assert_eq!(read(&["--what", "1"]), Err("`--what 1` can't be read".to_owned()));
        assert_eq!(read(&["--port"]), Err("`--port` needs a value".to_owned()));
    }

    #[test]
    fn every_option_of_the_help_can_be_read() {
        let options: Vec<_> = USAGE.lines().filter_map(|line| line.trim().split(' ').next()).collect();
        let options: Vec<_> = options.into_iter().filter(|word| word.starts_with("--")).collect();
        assert_eq!(options.len(), 7);
        for option in options {
            assert!(read(&[option, "1"]).is_ok(), "{option}");
        }
    }
}
