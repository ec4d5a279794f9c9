# rustc 1.95.0 (59807616e 2026-04-14), x86_64-unknown-linux-gnu
guard::drop_generic:
    push rbx
    mov rbx, rdi
    mov qword ptr [rdi + 16], 0
    cmp qword ptr [rdi], 65537
    jae L3
L1:
    mov rcx, qword ptr [rip + pooled_runtime::table::TABLE::{{constant}}::{{closure}}::__RUST_STD_INTERNAL_VAL@GOTTPOFF]
    movabs rax, (hash)
    and rax, qword ptr fs:[rcx + 8]
    mov rcx, qword ptr fs:[rcx]
    lea rdx, [rip + pooled_runtime::table::identity::<guard::types::Generic<u8>>]
    cmp qword ptr [rcx + rax + 8], rdx
    jne L4
    mov rax, qword ptr [rcx + rax]
    mov rcx, qword ptr [rax]
    cmp rcx, qword ptr [rax + 24]
    je L5
L2:
    mov qword ptr [rcx], rbx
    add qword ptr [rax], 8
    pop rbx
    ret
L3:
    lea rdx, [rip + <guard::types::Generic<u8> as pooled_runtime::reset::observer::Observer>::shrunk]
    mov esi, 65536
    mov rdi, rbx
    call <alloc::vec::Vec<_> as pooled_runtime::reset::ResetWithin>::__pooled_reset_within::shrink::<u8>
    jmp L1
L4:
    mov rdi, qword ptr fs:[0]
    add rdi, qword ptr [rip + pooled_runtime::table::TABLE::{{constant}}::{{closure}}::__RUST_STD_INTERNAL_VAL@GOTTPOFF]
    lea rsi, [rip + pooled_runtime::table::identity::<guard::types::Generic<u8>>]
    call qword ptr [rip + pooled_runtime::table::find_further@GOTPCREL]
    mov rcx, qword ptr [rax]
    cmp rcx, qword ptr [rax + 24]
    jne L2
L5:
    mov rdi, rbx
    pop rbx
    jmp pooled_runtime::cold::overflow::<guard::types::Generic<u8>>
L6:
    mov rdi, rax
    call qword ptr [rip + std::panicking::catch_unwind::cleanup@GOTPCREL]
    mov rdi, rbx
    mov rsi, rax
    pop rbx
    jmp pooled_runtime::cold::panicked::<guard::types::Generic<u8>>
L7:
    call qword ptr [rip + core::panicking::panic_cannot_unwind@GOTPCREL]
