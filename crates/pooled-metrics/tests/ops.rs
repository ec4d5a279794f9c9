//! The rules, the dashboard and the pages in the folder `ops` of the repository, against the metrics that there are.
//! `.ci/ops` evaluates them. This only compares names, and needs no Prometheus.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// A file of the repository; `None` if this is a copy of the crate alone.
fn text(path: &str) -> Option<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    root.join("ops").exists().then(|| fs::read_to_string(root.join(path)).expect(path))
}

const RULES: &str = "ops/prometheus/rules.yml";
const DASHBOARD: &str = "ops/grafana/dashboard.json";
const RUNBOOK: &str = "ops/README.md";
const GUIDE: &str = "docs/guide/metrics.md";

/// What `text` has that looks like the name of a metric. Names of crates do not.
fn metrics(text: &str) -> BTreeSet<&str> {
    let names = text.split(|character: char| !(character.is_ascii_alphanumeric() || "_:".contains(character)));
    names.filter(|name| name.starts_with("pooled_") && !["pooled_metrics", "pooled_types"].contains(name)).collect()
}

/// The metrics in the table of the documentation. Another test compares it with what is published.
fn documented() -> BTreeSet<&'static str> {
    let rows = include_str!("../src/lib.rs").lines().filter_map(|line| line.strip_prefix("//! | `"));
    rows.filter_map(|row| row.split('`').next()).filter(|name| name.starts_with("pooled_")).collect()
}

/// What follows `key` on its lines, without quotation marks.
fn values<'a>(text: &'a str, key: &str) -> Vec<&'a str> {
    let lines = text.lines().map(|line| line.trim().trim_start_matches("- "));
    lines.filter_map(|line| line.strip_prefix(key)).map(|value| value.trim().trim_matches('"')).collect()
}

#[test]
fn every_metric_that_is_used_exists() {
    let documented = documented();
    for path in [RULES, DASHBOARD, RUNBOOK, GUIDE] {
        let Some(text) = text(path) else { return };
        // Recorded names have the metric after their level: `pool:pooled_takes:rate5m`. A test of the rules, or of the
        // panels, finds them without a value if they are wrong.
        let plain: BTreeSet<_> = metrics(&text).into_iter().filter(|name| !name.contains(':')).collect();
        let unknown: Vec<_> = plain.difference(&documented).collect();
        assert!(unknown.is_empty(), "{path} names {unknown:?}, which do not exist");
        assert!(path == RUNBOOK || plain.len() > 3, "{path} names only {plain:?}");
    }
}

#[test]
fn the_dashboard_shows_every_metric() {
    let Some(dashboard) = text(DASHBOARD) else { return };
    let shown = metrics(&dashboard);
    let missing: Vec<_> = documented().into_iter().filter(|name| !shown.contains(name)).collect();
    assert!(missing.is_empty(), "no panel shows {missing:?}");
}

#[test]
fn every_alert_has_a_paragraph() {
    let (Some(rules), Some(runbook), Some(guide)) = (text(RULES), text(RUNBOOK), text(GUIDE)) else { return };
    let alerts: BTreeSet<_> = values(&rules, "alert:").into_iter().collect();
    assert!(alerts.len() >= 5, "{alerts:?}");
    let links: BTreeSet<_> = values(&rules, "runbook:").into_iter().collect();
    let expected = alerts.iter().map(|alert| format!("../README.md#{}", alert.to_lowercase())).collect::<Vec<_>>();
    assert_eq!(links, expected.iter().map(String::as_str).collect());
    let sections: BTreeSet<_> = values(&runbook, "### ").into_iter().collect();
    assert_eq!(sections, alerts);
    let explained: BTreeSet<_> =
        guide.lines().filter_map(|line| line.strip_prefix("| `Pooled")?.split('`').next()).collect();
    assert_eq!(explained, alerts.iter().filter_map(|alert| alert.strip_prefix("Pooled")).collect());
}

#[test]
fn every_rule_has_a_level_and_a_text() {
    let Some(rules) = text(RULES) else { return };
    for rule in rules.split("- alert:").skip(1) {
        let name = rule.lines().next().unwrap_or_default().trim();
        let level = values(rule, "labels:");
        let levels = ["info", "warning", "critical"].map(|level| format!("{{ severity: {level} }}"));
        assert!(level.len() == 1 && levels.iter().any(|known| known == level[0]), "{name}: {level:?}");
        // The text may be that of the rule above.
        let has_text = ["summary:", "description:", "runbook:"].iter().all(|key| values(rule, key).len() == 1);
        assert!(has_text || values(rule, "annotations:")[0].starts_with('*'), "{name} has no text");
    }
}
