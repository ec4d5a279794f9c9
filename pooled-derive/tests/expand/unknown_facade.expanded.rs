::core::compile_error! {
    "`crate` takes a path: write `crate = path`"
}
