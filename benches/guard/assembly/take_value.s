# rustc 1.95.0 (59807616e 2026-04-14), x86_64-unknown-linux-gnu
guard::take_value:
    push r14
    push rbx
    push rax
    mov rdx, qword ptr [rdi]
    mov rax, qword ptr [rdi + 16]
    mov rcx, qword ptr [rip + pooled_runtime::thread::value_tls::TABLE::{{constant}}::{{closure}}::__RUST_STD_INTERNAL_VAL@GOTTPOFF]
    cmp qword ptr fs:[rcx + rax], rdx
    jne L2
    mov rcx, qword ptr fs:[rcx + rax + 8]
    mov rax, qword ptr [rcx + 8]
    cmp rax, qword ptr [rcx + 16]
    je L2
    add qword ptr [rcx + 8], -8
    mov rax, qword ptr [rax - 8]
    inc dword ptr [rcx]
    je L4
L1:
    mov rdx, rdi
    add rsp, 8
    pop rbx
    pop r14
    ret
L2:
    lea rsi, [rip + (constant)]
    mov rbx, rdi
    call <pooled_runtime::value_pool::pool::Pool<alloc::vec::Vec<u8>>>::take_slow
L3:
    mov rdi, rbx
    jmp L1
L4:
    mov rbx, rdi
    mov rdi, rcx
    mov r14, rax
    call qword ptr [rip + pooled_runtime::thread::cache::ThreadCache::beat@GOTPCREL]
    mov rax, r14
    jmp L3
