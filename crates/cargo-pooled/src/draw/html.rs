//! The report as a page: a picture and a list of fields for each type. The page loads no other file.

use super::svg::{escape, of_type};
use super::{Shown, words};
use crate::model::{Field, Type};

const STYLE: &str = "\
:root{color-scheme:light dark}\
body{margin:2rem auto;padding:0 1rem;max-width:1120px;font:15px/1.5 system-ui,sans-serif;background:#fff;color:#1b1f24}\
h1{font-size:1.4rem}section{margin:2rem 0;border-top:1px solid #8884}svg{max-width:100%;height:auto}\
nav a{margin-right:1rem;overflow-wrap:anywhere}a{color:inherit}\
table{border-collapse:collapse;font:13px ui-monospace,Menlo,Consolas,'DejaVu Sans Mono',monospace;width:100%}\
th,td{padding:.15rem .6rem;text-align:right;border-bottom:1px solid #8884}\
.t{text-align:left;overflow-wrap:anywhere}summary{cursor:pointer}\
.hot{background:#ffb3a7}.warm{background:#ffe19c}.cold{background:#b9dcf5}.pad{background:#e7eaee}\
@media(prefers-color-scheme:dark){body{background:#14181d;color:#e8ecf0}\
.hot{background:#a03a2c}.warm{background:#7d5b0a}.cold{background:#1d5a86}.pad{background:#2a3038}}";

/// The page.
#[must_use]
pub fn render(target: &str, shown: &[Shown]) -> String {
    let links: String = shown.iter().enumerate().map(|(at, one)| link(at, &one.ty, shown)).collect();
    let body: String = shown.iter().enumerate().map(|(at, shown)| section(at, shown)).collect();
    let target = escape(target);
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>Layout of pooled types</title>\n<style>{STYLE}</style>\n</head>\n<body>\n\
         <h1>Layout of pooled types</h1>\n\
         <p>{} on {target}. <span class=\"hot\">&nbsp;hot&nbsp;</span> <span class=\"warm\">&nbsp;warm&nbsp;</span> \
         <span class=\"cold\">&nbsp;cold&nbsp;</span> <span class=\"pad\">&nbsp;padding&nbsp;</span></p>\n\
         <nav>\n{links}</nav>\n{body}</body>\n</html>\n",
        words::count(shown.len(), "type")
    )
}

/// A link to a type. If others have its name, it says where the type is.
fn link(at: usize, ty: &Type, all: &[Shown]) -> String {
    let is_unique = all.iter().filter(|other| other.ty.name == ty.name).count() == 1;
    let text = if is_unique { ty.name.clone() } else { format!("{} ({})", ty.name, words::place(ty)) };
    format!("<a href=\"#t{at}\">{}</a>\n", escape(&text))
}

fn section(at: usize, shown: &Shown) -> String {
    let (picture, fields) = (of_type(shown), fields(shown));
    format!("<section id=\"t{at}\">\n{picture}<details>\n<summary>fields</summary>\n{fields}</details>\n</section>\n")
}

fn fields(shown: &Shown) -> String {
    let then = shown.then();
    let last = if then.is_some() { "<th>suggested</th>" } else { "" };
    let head =
        "<th>offset</th><th>size</th><th>align</th><th>heat</th><th class=\"t\">field</th><th class=\"t\">type</th>";
    let rows = shown
        .ty
        .memory
        .iter()
        .map(|&at| usize::from(at))
        .map(|at| row(&shown.ty.fields[at], place(shown, then.as_ref(), at)));
    format!("<table>\n<tr>{head}{last}</tr>\n{}</table>\n", rows.collect::<String>())
}

/// Where a field is in the suggested order.
fn place(shown: &Shown, then: Option<&Type>, field: usize) -> Option<usize> {
    let at = shown.suggestion.order.iter().position(|&index| index == field)?;
    then?.fields[at].offset
}

fn row(field: &Field, then: Option<usize>) -> String {
    let offset = field.offset.map(|offset| offset.to_string()).unwrap_or_default();
    let (size, align, heat) = (field.size, field.align, field.heat.name());
    let name = escape(&words::full_name(field));
    let then = then.map_or(String::new(), |offset| format!("<td>{offset}</td>"));
    format!(
        "<tr><td>{offset}</td><td>{size}</td><td>{align}</td><td class=\"{heat}\">{heat}</td>\
         <td class=\"t\">{name}</td><td class=\"t\">{}</td>{then}</tr>\n",
        escape(&field.ty)
    )
}
