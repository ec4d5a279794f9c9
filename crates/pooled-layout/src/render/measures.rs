//! The measures of the table. The table of the subcommand has the same.

/// The columns of the report.
pub const WIDTH: usize = 80;

/// The bytes that a row of the map shows. A longer line has several rows.
pub const ROW: usize = 64;
