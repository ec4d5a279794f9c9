# rustc 1.95.0 (59807616e 2026-04-14), x86_64-unknown-linux-gnu
guard::take_generic:
    mov rax, qword ptr [rip + pooled_runtime::thread::generic_tls::TABLE::{{constant}}::{{closure}}::__RUST_STD_INTERNAL_VAL@GOTTPOFF]
    lea rcx, [rip + pooled_runtime::thread::generic_tls::identity::<guard::types::Generic<u8>>]
    cmp qword ptr fs:[rax + (place) + 0], rcx
    jne L1
    mov rcx, qword ptr fs:[rax + (place) + 8]
    mov rax, qword ptr [rcx]
    cmp rax, qword ptr [rcx + 8]
    je L1
    add qword ptr [rcx], -8
    mov rax, qword ptr [rax - 8]
    inc qword ptr [rcx + 16]
    ret
L1:
    lea rdi, [rip + (constant)]
    jmp pooled_runtime::thread::slow_path::take::<guard::types::Generic<u8>>
