//! The program `cargo-pooled`, which cargo runs as `cargo pooled`.

use std::env;
use std::ffi::OsString;
use std::process::ExitCode;

use anstyle::{AnsiColor, Style};
use cargo_pooled::error::Error;
use cargo_pooled::opts::{Opts, PooledCommand};
use cargo_pooled::{command, discover};
use clap::Parser;
use clap::error::ErrorKind;

const ERROR: Style = AnsiColor::Red.on_default().bold();

fn main() -> ExitCode {
    let mut args: Vec<OsString> = env::args_os().collect();
    if let Some(code) = discover::wrapper::run(args.get(1..).unwrap_or_default()) {
        return code;
    }
    // Cargo calls `cargo-pooled pooled …`. A person may leave the second word out.
    if args.get(1).is_some_and(|arg| arg == "pooled") {
        args.remove(1);
    }
    match Opts::try_parse_from(args) {
        Ok(Opts { command: PooledCommand::Layout(opts) }) => {
            command::run(&opts).map_or_else(|error| fail(&error), ExitCode::from)
        }
        Err(error) => not_understood(&error),
    }
}

/// Help and version are shown as clap formats them. Of a mistake only the message is shown, in one line.
fn not_understood(error: &clap::Error) -> ExitCode {
    if error.exit_code() == 0 || error.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand {
        // It is no error if the reader has closed the pipe.
        let _ = error.print();
        return ExitCode::from(u8::from(error.exit_code() != 0) * 2);
    }
    let text = error.to_string();
    let lines =
        text.lines().take_while(|line| !line.starts_with("Usage:") && !line.starts_with("For more information"));
    let said: Vec<_> = lines.map(str::trim).filter(|line| !line.is_empty()).collect();
    fail(&Error::new(said.join(" ").trim_start_matches("error: ")))
}

fn fail(error: &Error) -> ExitCode {
    if !error.is_silent() {
        anstream::eprintln!("{ERROR}error{ERROR:#}: {error}");
    }
    ExitCode::from(error.code())
}
