//! Test programs that run each of their parts in a child process: settings are made once a process, and what happens at
//! the end of a main thread can only be seen from outside.

use std::env;
use std::process::{Command, ExitCode, Output};
use std::time::{Duration, Instant};

/// The variable that tells a child what to run.
const CHILD: &str = "POOLED_TEST_CHILD";
/// The variable that users set.
const SETTINGS: &str = "POOLED_TYPES";

/// Something to run on the main thread of a process of its own, and what that process must have printed.
pub(crate) struct Scenario {
    pub(crate) name: &'static str,
    /// The value of `POOLED_TYPES` in the child.
    pub(crate) settings: Option<&'static str>,
    pub(crate) run: fn(),
    /// Looks at what the child printed; that it succeeded is checked before.
    pub(crate) check: fn(&Printed),
}

/// What a child printed.
#[derive(Debug)]
pub(crate) struct Printed {
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

/// The check of a scenario that prints nothing, and whose own assertions are all there is to check.
pub(crate) fn prints_nothing(printed: &Printed) {
    assert_eq!((printed.stdout.as_str(), printed.stderr.as_str()), ("", ""));
}

/// The `main` of such a program: runs each scenario in a child, or the one scenario that this child is for.
pub(crate) fn main(scenarios: &[Scenario]) -> ExitCode {
    if let Ok(name) = env::var(CHILD) {
        let scenario = scenarios.iter().find(|scenario| scenario.name == name);
        (scenario.expect("the parent names one of the scenarios").run)();
        return ExitCode::SUCCESS;
    }
    if cfg!(miri) {
        return ExitCode::SUCCESS; // Miri starts no processes.
    }
    for scenario in scenarios {
        eprint!("{} ... ", scenario.name);
        let output = run(scenario);
        let printed = Printed {
            stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
            stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
        };
        assert!(output.status.success(), "{}: {}\n{printed:#?}", scenario.name, output.status);
        (scenario.check)(&printed);
        eprintln!("ok");
    }
    ExitCode::SUCCESS
}

/// Runs a scenario in a child, and ends a child that hangs.
fn run(scenario: &Scenario) -> Output {
    let mut command = Command::new(env::current_exe().expect("this program has a path"));
    command.env(CHILD, scenario.name).env_remove(SETTINGS).env_remove("RUST_BACKTRACE");
    if let Some(settings) = scenario.settings {
        command.env(SETTINGS, settings);
    }
    command
        .stdin(std::process::Stdio::null())
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped());
    let mut child = command.spawn().expect("a child starts");
    let start = Instant::now();
    // The children print so little that the pipes hold it all, so it can be read after they have ended.
    while child.try_wait().expect("a child can be waited for").is_none() {
        if start.elapsed() > Duration::from_secs(300) {
            child.kill().expect("a child can be ended");
            let output = child.wait_with_output();
            panic!("{} hangs: {output:?}", scenario.name);
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    child.wait_with_output().expect("a child that has ended has an output")
}
